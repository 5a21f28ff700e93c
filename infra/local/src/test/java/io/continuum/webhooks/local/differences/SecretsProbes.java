package io.continuum.webhooks.local.differences;

import static io.continuum.webhooks.local.differences.Probe.accepted;
import static io.continuum.webhooks.local.differences.Probe.refused;

import io.continuum.webhooks.lambda.AwsClients;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** What the vault and whoever looks after its secrets ask of Secrets Manager. */
final class SecretsProbes {
    private static final int LARGEST = 65_536;

    private SecretsProbes() {}

    static Map<String, Probe> all() {
        Map<String, Probe> all = new TreeMap<>();
        all.put("secrets-create-again", SecretsProbes::aCreateIsIdempotentByItsToken);
        all.put("secrets-create-token-reused", SecretsProbes::aTokenOfACreateIsBoundToItsValue);
        all.put("secrets-put-again", SecretsProbes::aPutIsIdempotentByItsToken);
        all.put("secrets-put-token-reused", SecretsProbes::aTokenOfAPutIsBoundToItsValue);
        all.put("secrets-short-token", aws -> refused(() -> create(aws, Probe.name(), "x", "too-short")));
        all.put("secrets-previous", SecretsProbes::theOldVersionIsPrevious);
        all.put("secrets-pending", SecretsProbes::aPendingVersionLeavesTheCurrentOne);
        all.put("secrets-read-by-version", SecretsProbes::aVersionIsReadByItsId);
        all.put("secrets-current-must-be", SecretsProbes::theCurrentLabelCannotBeTakenAway);
        all.put("secrets-partial-arn", SecretsProbes::anArnWithoutItsSuffixIsEnough);
        all.put(
                "secrets-arn-suffix",
                aws -> create(aws, Probe.name(), "x", token())
                        .matches("arn:aws:secretsmanager:us-east-1:000000000000:secret:probe-.+-[A-Za-z0-9]{6}"));
        all.put(
                "secrets-unknown",
                aws -> refused(ResourceNotFoundException.class, () -> read(aws.secretsManager(), Probe.name())));
        all.put("secrets-without-value", SecretsProbes::aSecretWithoutAValueIsNotFound);
        all.put("secrets-deleted", SecretsProbes::aDeletedSecretCannotBeRead);
        all.put("secrets-put-deleted", SecretsProbes::aDeletedSecretCannotBeWritten);
        all.put("secrets-name-reserved", SecretsProbes::theNameOfADeletedSecretIsReserved);
        all.put("secrets-restore", SecretsProbes::aDeletedSecretCanBeRestored);
        all.put("secrets-recovery-window", SecretsProbes::aRecoveryWindowHasSevenDays);
        all.put(
                "secrets-largest-value",
                aws -> accepted(() -> create(aws, Probe.name(), "x".repeat(LARGEST), token())));
        all.put(
                "secrets-too-large-value",
                aws -> refused(() -> create(aws, Probe.name(), "x".repeat(LARGEST + 1), token())));
        all.put("secrets-name-characters", aws -> refused(() -> create(aws, "probe name!", "x", token())));
        all.put("secrets-batch", SecretsProbes::aBatchSaysWhatItDidNotFind);
        return all;
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }

    /** Returns the ARN. */
    private static String create(AwsClients aws, String name, String value, String token) {
        return aws.secretsManager()
                .createSecret(request -> request.name(name).secretString(value).clientRequestToken(token))
                .arn();
    }

    private static String created(AwsClients aws) {
        String name = Probe.name();
        create(aws, name, "first", token());
        return name;
    }

    private static String deleted(AwsClients aws) {
        String name = created(aws);
        aws.secretsManager().deleteSecret(request -> request.secretId(name).recoveryWindowInDays(7L));
        return name;
    }

    private static String read(SecretsManagerClient secrets, String id) {
        return secrets.getSecretValue(request -> request.secretId(id)).secretString();
    }

    private static String read(SecretsManagerClient secrets, String id, String stage) {
        return secrets.getSecretValue(request -> request.secretId(id).versionStage(stage))
                .secretString();
    }

    private static void put(AwsClients aws, String id, String value, String token) {
        aws.secretsManager()
                .putSecretValue(
                        request -> request.secretId(id).secretString(value).clientRequestToken(token));
    }

    private static boolean aCreateIsIdempotentByItsToken(AwsClients aws) {
        String name = Probe.name();
        String token = token();
        String first = create(aws, name, "x", token);
        return accepted(() -> create(aws, name, "x", token))
                && create(aws, name, "x", token).equals(first);
    }

    private static boolean aTokenOfACreateIsBoundToItsValue(AwsClients aws) {
        String name = Probe.name();
        String token = token();
        create(aws, name, "x", token);
        return refused(ResourceExistsException.class, () -> create(aws, name, "y", token));
    }

    private static boolean aPutIsIdempotentByItsToken(AwsClients aws) {
        String name = created(aws);
        String token = token();
        put(aws, name, "second", token);
        return accepted(() -> put(aws, name, "second", token))
                && read(aws.secretsManager(), name, "AWSPREVIOUS").equals("first");
    }

    private static boolean aTokenOfAPutIsBoundToItsValue(AwsClients aws) {
        String name = created(aws);
        String token = token();
        put(aws, name, "second", token);
        return refused(ResourceExistsException.class, () -> put(aws, name, "third", token));
    }

    private static boolean theOldVersionIsPrevious(AwsClients aws) {
        String name = created(aws);
        put(aws, name, "second", token());
        return read(aws.secretsManager(), name).equals("second")
                && read(aws.secretsManager(), name, "AWSPREVIOUS").equals("first");
    }

    private static boolean aPendingVersionLeavesTheCurrentOne(AwsClients aws) {
        String name = created(aws);
        aws.secretsManager()
                .putSecretValue(
                        request -> request.secretId(name).secretString("next").versionStages("AWSPENDING"));
        return read(aws.secretsManager(), name).equals("first")
                && read(aws.secretsManager(), name, "AWSPENDING").equals("next");
    }

    private static boolean aVersionIsReadByItsId(AwsClients aws) {
        String name = Probe.name();
        String version = token();
        create(aws, name, "first", version);
        put(aws, name, "second", token());
        return aws.secretsManager()
                .getSecretValue(request -> request.secretId(name).versionId(version))
                .secretString()
                .equals("first");
    }

    private static boolean theCurrentLabelCannotBeTakenAway(AwsClients aws) {
        String name = Probe.name();
        String version = token();
        create(aws, name, "first", version);
        return refused(
                InvalidParameterException.class,
                () -> aws.secretsManager()
                        .updateSecretVersionStage(request -> request.secretId(name)
                                .versionStage("AWSCURRENT")
                                .removeFromVersionId(version)));
    }

    private static boolean anArnWithoutItsSuffixIsEnough(AwsClients aws) {
        String arn = create(aws, Probe.name(), "x", token());
        String partial = arn.substring(0, arn.lastIndexOf('-'));
        return accepted(() -> read(aws.secretsManager(), partial));
    }

    private static boolean aSecretWithoutAValueIsNotFound(AwsClients aws) {
        String name = Probe.name();
        aws.secretsManager().createSecret(request -> request.name(name));
        return refused(ResourceNotFoundException.class, () -> read(aws.secretsManager(), name));
    }

    private static boolean aDeletedSecretCannotBeRead(AwsClients aws) {
        String name = deleted(aws);
        return refused(InvalidRequestException.class, () -> read(aws.secretsManager(), name));
    }

    private static boolean aDeletedSecretCannotBeWritten(AwsClients aws) {
        String name = deleted(aws);
        return refused(InvalidRequestException.class, () -> put(aws, name, "second", token()));
    }

    private static boolean theNameOfADeletedSecretIsReserved(AwsClients aws) {
        String name = deleted(aws);
        return refused(InvalidRequestException.class, () -> create(aws, name, "second", token()));
    }

    private static boolean aDeletedSecretCanBeRestored(AwsClients aws) {
        String name = deleted(aws);
        aws.secretsManager().restoreSecret(request -> request.secretId(name));
        return accepted(() -> read(aws.secretsManager(), name));
    }

    private static boolean aRecoveryWindowHasSevenDays(AwsClients aws) {
        String name = created(aws);
        return refused(
                InvalidParameterException.class,
                () -> aws.secretsManager()
                        .deleteSecret(request -> request.secretId(name).recoveryWindowInDays(6L)));
    }

    private static boolean aBatchSaysWhatItDidNotFind(AwsClients aws) {
        String name = created(aws);
        BatchGetSecretValueResponse answer =
                aws.secretsManager().batchGetSecretValue(request -> request.secretIdList(name, name + "-missing"));
        return answer.secretValues().size() == 1
                && answer.errors().size() == 1
                && "ResourceNotFoundException".equals(answer.errors().getFirst().errorCode());
    }
}
