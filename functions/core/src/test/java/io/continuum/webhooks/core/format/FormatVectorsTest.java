package io.continuum.webhooks.core.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.Vectors;
import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Credentials.Signing;
import io.continuum.webhooks.core.signing.Ed25519Key;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SignatureScheme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies, headers and signatures as {@code src/test/vectors/make.py} made them, without looking at this code. */
class FormatVectorsTest {
    static Stream<Named<JsonNode>> vectors() {
        return Vectors.json("formats.json");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void sends_exactly_these_bytes_and_headers(JsonNode vector) {
        Outgoing sent = format(vector).render(delivering(vector));

        assertThat(new String(sent.body(), UTF_8)).isEqualTo(vector.path("body").textValue());
        assertThat(sent.headers()).isEqualTo(headers(vector));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void shows_the_payload_that_was_sent(JsonNode vector) {
        Delivering delivering = delivering(vector);
        Content content = new Content(delivering.event(), delivering.webhook(), delivering.attempt(), "1.0.0");

        assertThat(format(vector).payload(content).text())
                .isEqualTo(vector.path("body").textValue());
    }

    @Test
    void every_format_has_vectors() {
        assertThat(Vectors.json("formats.json")
                        .map(vector -> vector.getPayload().path("format").textValue()))
                .containsAll(Format.all().stream().map(Format::name).toList());
    }

    private static Format format(JsonNode vector) {
        return Format.of(vector.path("format").textValue()).orElseThrow();
    }

    private static Delivering delivering(JsonNode vector) {
        return new Delivering(
                event(vector.path("event")),
                new WebhookId(vector.path("webhook").textValue()),
                new DeliveryId(vector.path("delivery").textValue()),
                vector.path("attempt").intValue(),
                Instant.parse(vector.path("at").textValue()),
                new Signer(
                        credentials(vector.path("secrets")),
                        SignatureScheme.of(vector.path("signing").textValue()).orElseThrow(),
                        vector.path("raw").booleanValue()),
                "1.0.0");
    }

    private static Event event(JsonNode json) {
        Events event = Events.valid()
                .tenant(json.path("tenant").textValue())
                .id(json.path("id").textValue())
                .type(json.path("type").textValue())
                .timestamp(json.path("timestamp").textValue())
                .data(json.path("data").textValue())
                .priority(Priority.of(json.path("priority").asText("normal")).orElseThrow());
        if (json.has("user")) {
            event.user(json.path("user").textValue());
        }
        if (json.has("request")) {
            event.request(json.path("request").textValue());
        }
        return json.path("livemode").asBoolean(true)
                ? event.build()
                : event.test().build();
    }

    private static Credentials credentials(JsonNode secrets) {
        List<Signing> all = new ArrayList<>();
        secrets.forEach(one -> all.add(new Signing(
                new Secret(one.path("secret").textValue()),
                one.has("key") ? new Ed25519Key(one.path("key").textValue()) : null,
                Instant.parse(one.path("leads_from").textValue()),
                Instant.parse(one.path("valid_until").textValue()))));
        return new Credentials(all, Map.of());
    }

    private static List<Header> headers(JsonNode vector) {
        List<Header> headers = new ArrayList<>();
        vector.path("headers")
                .forEach(header -> headers.add(
                        new Header(header.get(0).textValue(), header.get(1).textValue())));
        return headers;
    }
}
