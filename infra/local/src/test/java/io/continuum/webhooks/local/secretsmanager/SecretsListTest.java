package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.model.InvalidNextTokenException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsRequest;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;

final class SecretsListTest {
    private final LocalSecrets secrets = LocalSecrets.inMemory();

    @BeforeEach
    void create_three_secrets_a_minute_apart() {
        secrets.client()
                .createSecret(request -> request.name("prod/Billing")
                        .description("Card Payments of shop42")
                        .secretString("v1")
                        .tags(LocalSecrets.tag("Team", "Finance")));
        secrets.advance(Duration.ofMinutes(1));
        secrets.client()
                .createSecret(request ->
                        request.name("prod/alerts").secretString("v1").tags(LocalSecrets.tag("team", "ops")));
        secrets.advance(Duration.ofMinutes(1));
        secrets.client().createSecret(request -> request.name("credsDatabase892"));
    }

    @AfterEach
    void stop() {
        secrets.close();
    }

    @Test
    void secrets_are_listed_by_creation_with_their_details_and_without_values() {
        var all = secrets.client().listSecrets().secretList();

        assertThat(all)
                .extracting(SecretListEntry::name)
                .containsExactly("prod/Billing", "prod/alerts", "credsDatabase892");
        var first = all.getFirst();
        assertThat(first.arn()).contains(":secret:prod/Billing-");
        assertThat(first.description()).isEqualTo("Card Payments of shop42");
        assertThat(first.createdDate()).isEqualTo(LocalSecrets.START);
        assertThat(first.tags().getFirst().value()).isEqualTo("Finance");
        assertThat(first.secretVersionsToStages().values()).containsExactly(List.of("AWSCURRENT"));
    }

    @Test
    void the_order_can_be_chosen() {
        secrets.client()
                .updateSecret(request -> request.secretId("prod/Billing").description("changed last"));
        secrets.advance(Duration.ofDays(1));
        secrets.text("prod/alerts");

        assertThat(names(request -> request.sortOrder("desc")))
                .containsExactly("credsDatabase892", "prod/alerts", "prod/Billing");
        assertThat(names(request -> request.sortBy("name")))
                .containsExactly("credsDatabase892", "prod/Billing", "prod/alerts");
        assertThat(names(request -> request.sortBy("last-changed-date")))
                .containsExactly("prod/alerts", "credsDatabase892", "prod/Billing");
        assertThat(names(request -> request.sortBy("last-accessed-date").sortOrder("desc")))
                .first()
                .isEqualTo("prod/alerts");
    }

    @Test
    void pages_follow_each_other_in_either_order() {
        for (String order : List.of("asc", "desc")) {
            var names =
                    secrets
                            .client()
                            .listSecretsPaginator(
                                    request -> request.maxResults(1).sortOrder(order))
                            .stream()
                            .flatMap(page -> page.secretList().stream())
                            .map(SecretListEntry::name)
                            .toList();

            assertThat(names)
                    .isEqualTo(names(request -> request.sortOrder(order)))
                    .hasSize(3);
        }
    }

    @Test
    void a_page_is_not_disturbed_by_a_secret_that_goes() {
        var first = secrets.client().listSecrets(request -> request.maxResults(1));
        secrets.client().deleteSecret(request -> request.secretId("prod/Billing"));

        var second =
                secrets.client().listSecrets(request -> request.maxResults(1).nextToken(first.nextToken()));

        assertThat(second.secretList()).extracting(SecretListEntry::name).containsExactly("prod/alerts");
    }

    @Test
    void the_last_page_has_no_token() {
        assertThat(secrets.client()
                        .listSecrets(request -> request.maxResults(3))
                        .nextToken())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "not a token", "bm90LW91cnM", ""})
    void a_foreign_token_is_refused(String token) {
        assertThatThrownBy(() -> secrets.client().listSecrets(request -> request.nextToken(token)))
                .isInstanceOf(InvalidNextTokenException.class);
    }

    @Test
    void a_token_of_another_operation_is_refused() {
        String token = Base64.getUrlEncoder()
                .encodeToString("BatchGetSecretValue\n\nprod/alerts".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> secrets.client().listSecrets(request -> request.nextToken(token)))
                .isInstanceOf(InvalidNextTokenException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101})
    void a_page_has_1_to_100_results(int size) {
        assertThatThrownBy(() -> secrets.client().listSecrets(request -> request.maxResults(size)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void secrets_scheduled_for_deletion_are_listed_on_demand() {
        secrets.client().deleteSecret(request -> request.secretId("prod/alerts"));

        assertThat(names(request -> {})).doesNotContain("prod/alerts");
        assertThat(names(request -> request.includePlannedDeletion(true))).contains("prod/alerts");
    }

    @Test
    void secrets_past_their_recovery_window_are_never_listed() {
        secrets.client().deleteSecret(request -> request.secretId("prod/alerts"));
        secrets.advance(Duration.ofDays(30));

        assertThat(names(request -> request.includePlannedDeletion(true))).doesNotContain("prod/alerts");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "filters.csv", numLinesToSkip = 1)
    void a_filter_finds_what_the_documentation_says(String key, String values, String expected) {
        var found = names(request -> request.filters(LocalSecrets.filter(key, values.split(";", -1))));

        assertThat(String.join(";", found)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void all_filters_must_match() {
        assertThat(names(request ->
                        request.filters(LocalSecrets.filter("name", "prod/"), LocalSecrets.filter("tag-value", "ops"))))
                .containsExactly("prod/alerts");
    }

    @Test
    void an_unknown_filter_is_refused() {
        assertRefused(request -> request.filters(LocalSecrets.filter("colour", "red")));
    }

    @Test
    void a_filter_needs_1_to_10_values() {
        assertRefused(request -> request.filters(LocalSecrets.filter("name")));
        assertRefused(request ->
                request.filters(LocalSecrets.filter("name", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11")));
    }

    @Test
    void a_filter_value_with_other_characters_is_refused() {
        assertRefused(request -> request.filters(LocalSecrets.filter("name", "a*")));
    }

    @Test
    void an_unknown_order_is_refused() {
        assertRefused(request -> request.sortOrder("random"));
        assertRefused(request -> request.sortBy("colour"));
    }

    private void assertRefused(Consumer<ListSecretsRequest.Builder> request) {
        assertThatThrownBy(() -> secrets.client().listSecrets(request)).isInstanceOf(InvalidParameterException.class);
    }

    private List<String> names(Consumer<ListSecretsRequest.Builder> request) {
        return secrets.client().listSecrets(request).secretList().stream()
                .map(SecretListEntry::name)
                .toList();
    }
}
