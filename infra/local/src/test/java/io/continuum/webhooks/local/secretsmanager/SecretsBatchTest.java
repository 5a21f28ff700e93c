package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.model.APIErrorType;
import software.amazon.awssdk.services.secretsmanager.model.InvalidNextTokenException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;

final class SecretsBatchTest {
    private final LocalSecrets secrets = LocalSecrets.inMemory();

    @AfterEach
    void stop() {
        secrets.close();
    }

    @Test
    void values_come_in_the_order_of_the_list() {
        secrets.create("a", "v1");
        String arn = secrets.client()
                .createSecret(request -> request.name("b").secretBinary(SdkBytes.fromUtf8String("v2")))
                .arn();

        var batch = secrets.client().batchGetSecretValue(request -> request.secretIdList(arn, "a"));

        assertThat(batch.secretValues()).extracting(SecretValueEntry::name).containsExactly("b", "a");
        assertThat(batch.secretValues().getFirst().secretBinary().asUtf8String())
                .isEqualTo("v2");
        assertThat(batch.secretValues().getLast().secretString()).isEqualTo("v1");
        assertThat(batch.secretValues().getLast().versionStages()).containsExactly("AWSCURRENT");
        assertThat(batch.errors()).isEmpty();
    }

    @Test
    void a_secret_that_cannot_be_read_is_an_error_of_its_own() {
        secrets.create("a", "v1");
        secrets.create("deleted", "v1");
        secrets.client().createSecret(request -> request.name("empty"));
        secrets.client().deleteSecret(request -> request.secretId("deleted"));

        var batch = secrets.client()
                .batchGetSecretValue(request -> request.secretIdList("unknown", "deleted", "a", "empty"));

        assertThat(batch.secretValues()).extracting(SecretValueEntry::name).containsExactly("a");
        assertThat(batch.errors()).extracting(APIErrorType::secretId).containsExactly("unknown", "deleted", "empty");
        assertThat(batch.errors())
                .extracting(APIErrorType::errorCode)
                .containsExactly("ResourceNotFoundException", "InvalidRequestException", "ResourceNotFoundException");
        assertThat(batch.errors().getFirst().message()).isEqualTo("Secrets Manager can't find the specified secret.");
    }

    @Test
    void filters_find_secrets_page_by_page() {
        for (int index = 0; index < 25; index++) {
            secrets.create("team/" + index, "v" + index);
        }
        secrets.create("other", "v1");

        var pages = secrets
                .client()
                .batchGetSecretValuePaginator(request -> request.filters(LocalSecrets.filter("name", "team/")))
                .stream()
                .toList();

        assertThat(pages).hasSize(2);
        assertThat(pages.getFirst().secretValues()).hasSize(20);
        assertThat(pages.stream()
                        .flatMap(page -> page.secretValues().stream())
                        .map(SecretValueEntry::name)
                        .distinct())
                .hasSize(25)
                .allMatch(name -> name.startsWith("team/"));
    }

    @Test
    void the_size_of_a_page_needs_filters() {
        secrets.create("a", "v1");

        assertThatThrownBy(() -> secrets.client()
                        .batchGetSecretValue(
                                request -> request.secretIdList("a").maxResults(1)))
                .isInstanceOf(InvalidParameterException.class);
        assertThat(secrets.client()
                        .batchGetSecretValue(request -> request.filters(LocalSecrets.filter("name", "a"))
                                .maxResults(1))
                        .secretValues())
                .hasSize(1);
    }

    @Test
    void a_list_and_filters_together_or_neither_are_refused() {
        assertThatThrownBy(() -> secrets.client().batchGetSecretValue(request -> {}))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> secrets.client()
                        .batchGetSecretValue(
                                request -> request.secretIdList("a").filters(LocalSecrets.filter("name", "a"))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void a_batch_has_at_most_20_secrets() {
        assertThatThrownBy(() -> secrets.client()
                        .batchGetSecretValue(request -> request.secretIdList(Collections.nCopies(21, "a"))))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> secrets.client()
                        .batchGetSecretValue(request -> request.filters(LocalSecrets.filter("name", "a"))
                                .maxResults(21)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void a_foreign_token_is_refused() {
        assertThatThrownBy(() -> secrets.client()
                        .batchGetSecretValue(request -> request.filters(LocalSecrets.filter("name", "a"))
                                .nextToken("foreign")))
                .isInstanceOf(InvalidNextTokenException.class);
        assertThatThrownBy(() -> secrets.client()
                        .batchGetSecretValue(
                                request -> request.secretIdList("a").nextToken("foreign")))
                .isInstanceOf(InvalidNextTokenException.class);
    }
}
