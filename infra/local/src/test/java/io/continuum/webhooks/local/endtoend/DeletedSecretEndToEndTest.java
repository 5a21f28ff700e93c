package io.continuum.webhooks.local.endtoend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.lambda.AwsClients;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;

/** A deleted webhook leaves no secret, wherever it was kept. */
@EmbeddedOnly("it looks at everything that the services have")
class DeletedSecretEndToEndTest {
    @ParameterizedTest
    @ValueSource(strings = {"secrets-manager", "keyring"})
    void a_deleted_webhooks_secret_is_gone(String storage) {
        try (TestPlatform platform = TestPlatform.with(Map.of("SECRET_STORAGE", storage));
                Receiver receiver = Receiver.answering(200)) {
            Api api = platform.api();
            String webhook = api.register(receiver.url(), "custom.a", "").text("id");
            api.post("/v1/webhooks/" + webhook + "/rotate-secret", "{}").expecting(200);
            AwsClients aws = platform.platform().aws();
            assertThat(kept(aws, webhook)).isNotEmpty();

            api.delete("/v1/webhooks/" + webhook);

            Await.until("the secret is gone", () -> kept(aws, webhook).isEmpty() ? true : null);
        }
    }

    /** Names of secrets that wait for their end count too, and so does every version in the table. */
    private static List<String> kept(AwsClients aws, String webhook) {
        List<String> secrets =
                aws.secretsManager().listSecretsPaginator(request -> request.includePlannedDeletion(true)).stream()
                        .flatMap(page -> page.secretList().stream())
                        .map(SecretListEntry::name)
                        .filter(name -> name.endsWith(webhook))
                        .toList();
        String random = webhook.substring(webhook.indexOf('_') + 1);
        List<String> versions = aws.dynamoDb().listTables().tableNames().stream()
                .flatMap(table -> aws.dynamoDb().scanPaginator(request -> request.tableName(table)).items().stream())
                .filter(item -> requireNonNull(item.get("sk")).s().startsWith("K#")
                        && requireNonNull(item.get("pk")).s().endsWith(random))
                .map(item -> requireNonNull(item.get("sk")).s())
                .toList();
        return secrets.isEmpty() ? versions : secrets;
    }
}
