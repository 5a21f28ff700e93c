package io.continuum.webhooks.lambda.dynamodb;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Secrets that count the calls to them. Thread-safe. */
final class CountedSecrets implements SecretsManagerClient {
    private final Map<String, Integer> operations = new TreeMap<>();
    private final Map<String, String> secrets = new TreeMap<>();

    /** Returns the calls since it was last asked, by their operation. */
    synchronized Map<String, Integer> tally() {
        Map<String, Integer> tally = new TreeMap<>(operations);
        operations.clear();
        return tally;
    }

    @Override
    public synchronized CreateSecretResponse createSecret(CreateSecretRequest request) {
        operations.merge("CreateSecret", 1, Integer::sum);
        secrets.put(request.name(), request.secretString());
        return CreateSecretResponse.builder().name(request.name()).build();
    }

    @Override
    public synchronized GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        operations.merge("GetSecretValue", 1, Integer::sum);
        String secret = secrets.get(request.secretId());
        if (secret == null) {
            throw ResourceNotFoundException.builder().message("none").build();
        }
        return GetSecretValueResponse.builder().secretString(secret).build();
    }

    @Override
    public String serviceName() {
        return "secretsmanager";
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
