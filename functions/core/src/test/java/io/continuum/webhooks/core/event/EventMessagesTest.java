package io.continuum.webhooks.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.problem.Result;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The events queue as a public interface (spec.md §3). */
class EventMessagesTest {
    private static final Instant SENT = Instant.parse("2026-11-23T10:00:00.123Z");
    private static final String EVENT =
            "{\"v\":1,\"tenant_id\":\"acme\",\"event\":\"user.created\",\"data\":{\"n\":1},\"user_id\":\"u\"}";

    @Test
    void a_producers_message_is_an_event_of_the_tenant_it_names() {
        Event event = read(EVENT, "m-1");

        assertThat(event.tenant().value()).isEqualTo("acme");
        assertThat(event.type().name()).isEqualTo("user.created");
        assertThat(event.userId()).contains("u");
        assertThat(event.acceptedAt()).isEqualTo(SENT);
    }

    @Test
    void without_a_tenant_it_is_the_default_tenants() {
        assertThat(read("{\"event\":\"user.created\",\"data\":{}}", "m").tenant())
                .isEqualTo(EventMessages.DEFAULT_TENANT);
        assertThat(read("{\"tenant_id\":null,\"event\":\"user.created\",\"data\":{}}", "m")
                        .tenant())
                .isEqualTo(EventMessages.DEFAULT_TENANT);
    }

    @Test
    void without_an_id_a_redelivery_has_the_same_and_another_message_another() {
        assertThat(read(EVENT, "m-1").id()).isEqualTo(read(EVENT, "m-1").id());
        assertThat(read(EVENT, "m-1").id()).isNotEqualTo(read(EVENT, "m-2").id());
    }

    @Test
    void an_id_of_its_own_is_kept() {
        String own = EVENT.replace("\"data\"", "\"id\":\"order-7\",\"data\"");

        assertThat(read(own, "m-1").id()).isEqualTo(new EventId("order-7"));
    }

    @Test
    void eventbridge_carries_it_in_its_detail() {
        assertThat(read(bridged(EVENT), "m-1")).isEqualTo(read(EVENT, "m-1"));
    }

    @Test
    void sns_carries_it_raw_or_in_its_message() {
        assertThat(read(notification(EVENT), "m-1")).isEqualTo(read(EVENT, "m-1"));
        assertThat(read(notification(bridged(EVENT)), "m-1")).isEqualTo(read(EVENT, "m-1"));
    }

    @Test
    void an_event_whose_own_data_looks_like_an_envelope_stays_what_it_is() {
        String odd = "{\"event\":\"custom.x\",\"data\":{\"detail-type\":\"t\",\"source\":\"s\",\"detail\":{}}}";

        assertThat(read(odd, "m").data().text()).contains("detail-type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"v\":7,\"event\":\"user.created\",\"data\":{}}",
                "{\"tenant_id\":7,\"event\":\"user.created\",\"data\":{}}",
                "{\"tenant_id\":\"no tenant!\",\"event\":\"user.created\",\"data\":{}}",
                "{\"event\":\"no_such_event\",\"data\":{}}",
                "{\"event\":\"user.created\",\"data\":[]}",
                "{\"Type\":\"Notification\",\"TopicArn\":\"arn\",\"Message\":\"nonsense\"}",
                "{\"source\":\"s\",\"detail-type\":\"t\",\"detail\":{\"data\":{}}}",
            })
    void what_nobody_can_read_is_refused_with_a_reason(String body) {
        assertThat(EventMessages.read(body, "m", SENT))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.refusal().detail()).isNotBlank());
    }

    @Test
    void what_looks_like_ours_and_is_too_deep_for_any_stack_is_refused_and_not_thrown() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        String accepted = EventMessages.write(new EventMessage(read(EVENT, "m"), true, false));

        assertThat(EventMessages.read(accepted.replace("\"data\":{", "\"data\":{\"deep\":" + deep + ","), "m", SENT))
                .isInstanceOf(Result.Refused.class);
        assertThat(EventMessages.read("{\"event\":\"custom.x\",\"data\":{\"deep\":" + deep + "}}", "m", SENT))
                .isInstanceOf(Result.Refused.class);
    }

    private static Event read(String body, String messageId) {
        return switch (EventMessages.read(body, messageId, SENT)) {
            case Result.Ok<EventMessage>(EventMessage message) -> message.event();
            case Result.Refused<EventMessage>(var refusal) -> throw new AssertionError(refusal);
        };
    }

    private static String bridged(String event) {
        return """
                {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"webhook event",
                 "source":"shop","account":"123456789012","time":"2026-11-23T09:59:59Z","region":"us-east-1",
                 "resources":[],"detail":%s}""".formatted(event);
    }

    private static String notification(String message) {
        var json = new ObjectMapper().createObjectNode();
        json.put("Type", "Notification");
        json.put("MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324");
        json.put("TopicArn", "arn:aws:sns:us-east-1:123456789012:events");
        json.put("Message", message);
        json.put("Timestamp", "2026-11-23T09:59:59.000Z");
        return json.toString();
    }
}
