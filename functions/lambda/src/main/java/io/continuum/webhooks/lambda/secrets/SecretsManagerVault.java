package io.continuum.webhooks.lambda.secrets;

import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.SecretVault;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/**
 * One Secrets Manager secret per webhook, named {@code hooks/<stage>/<webhook id>}. The version asked for is the
 * ClientRequestToken, so that repeating a call changes nothing. Thread-safe.
 */
public final class SecretsManagerVault implements SecretVault {
    private final SecretsManagerClient client;
    private final String prefix;

    /**
     * Keeps secrets below {@code hooks/<stage>/}.
     *
     * @param stage the deployment's stage; policies are granted by this prefix
     */
    public SecretsManagerVault(SecretsManagerClient client, String stage) {
        this.client = client;
        this.prefix = "hooks/" + stage + "/";
    }

    @Override
    public void put(WebhookKey webhook, String version, Credentials credentials) {
        String value = CredentialsJson.write(credentials);
        try {
            create(webhook, version, value);
        } catch (ResourceExistsException e) {
            putVersion(webhook, version, value);
        } catch (SdkException e) {
            throw new Unavailable("secretsmanager CreateSecret", e);
        }
    }

    private void create(WebhookKey webhook, String version, String value) {
        client.createSecret(request -> request.name(name(webhook))
                .clientRequestToken(version)
                .secretString(value)
                .tags(
                        tag("continuum:tenant", webhook.tenant().value()),
                        tag("continuum:webhook", webhook.webhook().toString())));
    }

    private void putVersion(WebhookKey webhook, String version, String value) {
        try {
            client.putSecretValue(request ->
                    request.secretId(name(webhook)).clientRequestToken(version).secretString(value));
        } catch (SdkException e) {
            throw new Unavailable("secretsmanager PutSecretValue", e);
        }
    }

    @Override
    public Credentials get(WebhookKey webhook, String version) {
        GetSecretValueResponse response;
        try {
            response = client.getSecretValue(
                    request -> request.secretId(name(webhook)).versionId(version));
        } catch (ResourceNotFoundException | InvalidRequestException e) {
            // Unknown, or scheduled for deletion: the service works and will never have it.
            throw new MissingSecret(webhook);
        } catch (SdkException e) {
            throw new Unavailable("secretsmanager GetSecretValue", e);
        }
        String text = response.secretString();
        return (text == null ? Optional.<Credentials>empty() : CredentialsJson.read(text))
                .orElseThrow(() -> new MissingSecret(webhook));
    }

    @Override
    public void delete(WebhookKey webhook) {
        try {
            client.deleteSecret(request -> request.secretId(name(webhook)).forceDeleteWithoutRecovery(true));
        } catch (ResourceNotFoundException e) {
            // It is gone: that is what was wanted.
            return;
        } catch (SdkException e) {
            throw new Unavailable("secretsmanager DeleteSecret", e);
        }
    }

    /**
     * Removes the webhook's secret if nothing was put into it since {@code before}: for a webhook whose credentials are
     * elsewhere by now. A secret that is not there is no error.
     */
    void removeUnused(WebhookKey webhook, Instant before) {
        Instant put;
        try {
            put = client.getSecretValue(request -> request.secretId(name(webhook)))
                    .createdDate();
        } catch (ResourceNotFoundException | InvalidRequestException e) {
            // Never made, or gone.
            return;
        } catch (SdkException e) {
            throw new Unavailable("secretsmanager GetSecretValue", e);
        }
        if (put == null || put.isBefore(before)) {
            delete(webhook);
        }
    }

    private String name(WebhookKey webhook) {
        return prefix + webhook.webhook();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
