package io.continuum.webhooks.core.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.continuum.webhooks.core.Vectors;
import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.retry.Presets;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Hmac;
import io.continuum.webhooks.core.signing.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContinuumFormatTest {
    private static final Format FORMAT = Format.of("continuum").orElseThrow();
    private static final WebhookId WEBHOOK = new WebhookId("01jef0000000000000000000zz");
    private static final Secret SECRET = new Secret("whs_0123456789abcdef0123456789abcdef");
    private static final Instant AT = Instant.parse("2025-12-06T12:00:06.789Z");

    static Stream<Named<JsonNode>> documents() {
        return Vectors.json("seed-documents.json")
                .filter(vector -> vector.getName().startsWith("000"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void sends_the_documents_of_seed_000_as_canonical_bytes(JsonNode json) throws Exception {
        var document = new ObjectMapper().readTree(json.path("text").textValue());
        var event = Events.valid()
                .tenant(document.path("tenant_id").textValue())
                .type(document.path("event").textValue())
                .timestamp(document.path("timestamp").textValue())
                .data(document.path("data").toString())
                .build();

        assertThat(body(render(event, 1, AT))).isEqualTo(json.path("canonical").textValue());
    }

    @Test
    void headers_are_those_of_seed_000_and_of_standard_webhooks() {
        var event = Events.valid().build();
        var sent = render(event, 1, AT);
        var delivery = DeliveryId.of(event.id(), event.acceptedAt(), WEBHOOK).value();
        var signature = Hmac.hex(Hmac.sha256(SECRET.hmacKey(), ("1765022406." + body(sent)).getBytes(UTF_8)));
        var standard = Hmac.base64(
                Hmac.sha256(SECRET.standardKey(), (delivery + ".1765022406." + body(sent)).getBytes(UTF_8)));

        assertThat(sent.headers())
                .containsExactly(
                        new Header("Content-Type", "application/json"),
                        new Header("User-Agent", "CONTINUUM-Webhooks/1.0"),
                        new Header("X-Continuum-Signature", signature),
                        new Header("X-Continuum-Timestamp", "1765022406"),
                        new Header("X-Continuum-Event", "memory.created"),
                        new Header("X-Continuum-Delivery", delivery),
                        new Header("webhook-id", delivery),
                        new Header("webhook-timestamp", "1765022406"),
                        new Header("webhook-signature", "v1," + standard));
    }

    /** The expected signatures were computed in Python over the body that {@link Events#valid()} has. */
    @Test
    void signatures_are_what_python_makes_of_the_same_bytes() {
        var sent = headers(render(Events.valid().build(), 1, AT));

        assertThat(sent)
                .containsEntry(
                        "X-Continuum-Signature", "1a741abb33110e4683adf621dad1e0d9db22e0a2d9737ababa93a93ad5c2bb9c")
                .containsEntry("webhook-signature", "v1,ki6+zgLwDFLMCaccrDcKwjGVxn0wIBxGrmtSe3dTEOU=");
    }

    @Test
    void the_body_is_the_same_at_every_attempt_and_only_the_signed_time_moves() {
        var event = Events.valid().build();
        var first = render(event, 1, AT);
        var second = render(event, 2, AT.plus(Duration.ofMinutes(30)));

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(headers(second))
                .containsEntry("X-Continuum-Timestamp", "1765024206")
                .containsEntry("X-Continuum-Delivery", headers(first).get("X-Continuum-Delivery"))
                .doesNotContainEntry("X-Continuum-Signature", headers(first).get("X-Continuum-Signature"))
                .doesNotContainEntry("webhook-signature", headers(first).get("webhook-signature"));
    }

    @ParameterizedTest
    @CsvSource({
        "memory_added, memory.created",
        "memory_updated, memory.updated",
        "memory_deleted, memory.deleted",
        "memory_searched, memory_searched",
        "search.performed, search.performed",
        "custom.model_trained, custom.model_trained"
    })
    void a_happening_goes_by_its_continuum_name(String published, String sent) {
        var outgoing = render(Events.valid().type(published).build(), 1, AT);

        assertThat(body(outgoing)).contains("\"event\":\"%s\"".formatted(sent));
        assertThat(headers(outgoing)).containsEntry("X-Continuum-Event", sent);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-12-06T12:00:00Z, 2025-12-06T12:00:00Z",
        "2025-12-06T12:00:00.999999Z, 2025-12-06T12:00:00Z",
        "2025-12-06T13:00:00+01:00, 2025-12-06T12:00:00Z",
        "1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z"
    })
    void times_are_whole_seconds_of_utc(String published, String sent) {
        assertThat(body(render(Events.valid().timestamp(published).build(), 1, AT)))
                .endsWith("\"timestamp\":\"%s\"}".formatted(sent));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void every_2xx_is_a_success(int status) {
        assertThat(FORMAT.isSuccess(status)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 100, 199, 300, 301, 304, 400, 404, 410, 429, 500, 503, 999})
    void every_other_status_is_a_failure_that_is_retried(int status) {
        assertThat(FORMAT.isSuccess(status)).isFalse();
        assertThat(FORMAT.isFinal(status)).isFalse();
    }

    @Test
    void has_the_schedule_of_seed_002() {
        assertThat(FORMAT.schedule()).isEqualTo(Presets.CONTINUUM);
    }

    @Test
    void formats_are_found_by_their_name() {
        assertThat(Format.all()).allSatisfy(format -> {
            assertThat(Format.of(format.name())).contains(format);
            assertThat(Presets.of(format.name())).contains(format.schedule());
        });
        assertThat(Format.of("CONTINUUM")).isEmpty();
    }

    @Test
    void shows_no_body_and_no_signature_in_logs() {
        assertThat(render(Events.valid().build(), 1, AT)).hasToString("Outgoing[136 bytes, 9 headers]");
        assertThat(delivering(Events.valid().build(), 1, AT).toString())
                .doesNotContain(SECRET.value())
                .doesNotContain("mem_abc123");
    }

    @Test
    void attempts_count_from_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> delivering(Events.valid().build(), 0, AT));
    }

    private static Delivering delivering(Event event, int attempt, Instant at) {
        var delivery = DeliveryId.of(event.id(), event.acceptedAt(), WEBHOOK);
        return new Delivering(event, WEBHOOK, delivery, attempt, at, Signer.of(Credentials.of(SECRET)), "1.0.0");
    }

    private static Outgoing render(Event event, int attempt, Instant at) {
        return FORMAT.render(delivering(event, attempt, at));
    }

    private static String body(Outgoing outgoing) {
        return new String(outgoing.body(), UTF_8);
    }

    private static Map<String, String> headers(Outgoing outgoing) {
        return outgoing.headers().stream().collect(Collectors.toMap(Header::name, Header::value));
    }
}
