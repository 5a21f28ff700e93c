package io.continuum.webhooks.local.secretsmanager.protocol;

import io.continuum.webhooks.local.secretsmanager.engine.BatchGetSecretValue;
import io.continuum.webhooks.local.secretsmanager.engine.CreateSecret;
import io.continuum.webhooks.local.secretsmanager.engine.DeleteSecret;
import io.continuum.webhooks.local.secretsmanager.engine.GetSecretValue;
import io.continuum.webhooks.local.secretsmanager.engine.ListSecretVersionIds;
import io.continuum.webhooks.local.secretsmanager.engine.ListSecrets;
import io.continuum.webhooks.local.secretsmanager.engine.PutSecretValue;
import io.continuum.webhooks.local.secretsmanager.engine.RestoreSecret;
import io.continuum.webhooks.local.secretsmanager.engine.SecretStore;
import io.continuum.webhooks.local.secretsmanager.engine.TagResource;
import io.continuum.webhooks.local.secretsmanager.engine.UntagResource;
import io.continuum.webhooks.local.secretsmanager.engine.UpdateSecret;
import io.continuum.webhooks.local.secretsmanager.engine.UpdateSecretVersionStage;
import io.continuum.webhooks.local.secretsmanager.protocol.ProtocolException.Fault;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations by the name that the X-Amz-Target header gives them. */
final class Directives {
    private static final String TARGET_PREFIX = "secretsmanager.";

    private final Map<String, Directive> byName;

    Directives(SecretStore store) {
        byName = Map.ofEntries(
                Map.entry("BatchGetSecretValue", new BatchGetSecretValueDirective(new BatchGetSecretValue(store))),
                Map.entry("CreateSecret", new CreateSecretDirective(new CreateSecret(store))),
                Map.entry("DeleteSecret", new DeleteSecretDirective(new DeleteSecret(store))),
                Map.entry("DescribeSecret", new DescribeSecretDirective(store)),
                Map.entry("GetSecretValue", new GetSecretValueDirective(new GetSecretValue(store))),
                Map.entry("ListSecretVersionIds", new ListSecretVersionIdsDirective(new ListSecretVersionIds(store))),
                Map.entry("ListSecrets", new ListSecretsDirective(new ListSecrets(store))),
                Map.entry("PutSecretValue", new PutSecretValueDirective(new PutSecretValue(store))),
                Map.entry("RestoreSecret", new RestoreSecretDirective(new RestoreSecret(store))),
                Map.entry("TagResource", new TagResourceDirective(new TagResource(store))),
                Map.entry("UntagResource", new UntagResourceDirective(new UntagResource(store))),
                Map.entry("UpdateSecret", new UpdateSecretDirective(new UpdateSecret(store))),
                Map.entry(
                        "UpdateSecretVersionStage",
                        new UpdateSecretVersionStageDirective(new UpdateSecretVersionStage(store))));
    }

    /** Returns the operation of a target such as {@code secretsmanager.GetSecretValue}; null is a missing header. */
    Directive forTarget(@Nullable String target) {
        return Optional.ofNullable(target)
                .filter(name -> name.startsWith(TARGET_PREFIX))
                .map(name -> byName.get(name.substring(TARGET_PREFIX.length())))
                .orElseThrow(() -> new ProtocolException(
                        Fault.UNKNOWN_OPERATION, "The local Secrets Manager does not know this operation."));
    }
}
