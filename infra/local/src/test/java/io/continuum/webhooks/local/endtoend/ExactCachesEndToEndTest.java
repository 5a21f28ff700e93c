package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An event published right after a change was answered is handled by the new state, by functions that are warm. */
class ExactCachesEndToEndTest {
    private static final int ROUNDS = 10;

    private static TestPlatform platform;
    private static Api api;

    @BeforeAll
    static void start() {
        platform = TestPlatform.with(Map.of());
        api = platform.api();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void every_event_goes_where_the_last_answered_change_sent_it() {
        try (Receiver left = Receiver.answering(200);
                Receiver right = Receiver.answering(200)) {
            String id = api.register(left.url(), "user.created", "").text("id");
            api.delivery(id, api.publish("user.created"), "success");
            for (int round = 1; round <= ROUNDS; round++) {
                Receiver target = round % 2 == 0 ? left : right;
                int before = target.requests().size();
                api.patch("/v1/webhooks/" + id, "{\"url\":\"%s\"}".formatted(target.url()))
                        .expecting(200);
                api.delivery(id, api.publish("user.created"), "success");
                assertThat(target.requests()).as("round " + round).hasSize(before + 1);
            }
            assertThat(left.requests().size() + right.requests().size()).isEqualTo(ROUNDS + 1);
        }
    }

    @Test
    void an_event_right_after_a_registration_is_matched_and_one_right_after_a_deletion_is_not() {
        try (Receiver receiver = Receiver.answering(200)) {
            for (int round = 1; round <= ROUNDS; round++) {
                String id = api.register(receiver.url(), "session.started", "").text("id");
                api.delivery(id, api.publish("session.started"), "success");
                api.delete("/v1/webhooks/" + id).expecting(204);
                assertThat(matched(api.publish("session.started")))
                        .as("round " + round)
                        .isZero();
            }
            assertThat(receiver.requests()).hasSize(ROUNDS);
        }
    }

    @Test
    void an_event_right_after_disabling_is_not_matched_and_one_right_after_enabling_is() {
        try (Receiver receiver = Receiver.answering(200)) {
            String id = api.register(receiver.url(), "session.ended", "").text("id");
            for (int round = 1; round <= ROUNDS; round++) {
                api.patch("/v1/webhooks/" + id, "{\"active\":false}").expecting(200);
                assertThat(matched(api.publish("session.ended")))
                        .as("round " + round)
                        .isZero();
                api.patch("/v1/webhooks/" + id, "{\"active\":true}").expecting(200);
                api.delivery(id, api.publish("session.ended"), "success");
            }
            assertThat(receiver.requests()).hasSize(ROUNDS);
        }
    }

    /** Returns how many webhooks an event matched, once it is fanned out. */
    private static int matched(String event) {
        return Await.until("the fan-out of " + event, () -> {
                    JsonNode matched =
                            api.get("/v1/events/" + event).expecting(200).json().path("matched");
                    return matched.isNumber() ? matched : null;
                })
                .asInt();
    }
}
