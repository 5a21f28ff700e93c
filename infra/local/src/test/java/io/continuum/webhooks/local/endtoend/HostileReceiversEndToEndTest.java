package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.local.endtoend.RawReceiver.Behaviour;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Receivers that misbehave, of one event, together with some that do not: over the platform's tables and queues, by the
 * function that delivers. What every hostility does to the sender itself is in the delivery function's own test.
 */
class HostileReceiversEndToEndTest {
    private static final int TIMEOUT_MILLIS = 1_000;
    private static final int SLACK_MILLIS = 1_000;
    private static final int GOOD = 3;

    /** Besides the first one, which warms everything up; with the fifth failure of all a breaker opens. */
    private static final int ROUNDS = 4;

    /** Of a round on average: what is recorded of 14 attempts stays in the embedded tables, 16 KB of an answer each. */
    private static final long MOST_GROWTH = 4L * 1_024 * 1_024;

    /** One behaviour, and the status or the words that its attempt ends with. */
    @SuppressWarnings("ImmutableEnumChecker") // a behaviour is code and has no state
    private enum Hostile {
        HANGS("timeout", RawReceiver.Visit::hang),
        SLOW_HEADERS("timeout", afterRequest(visit -> visit.drip("HTTP/1.1 200 OK\r\n" + "X-Slow: 1\r\n".repeat(50)))),
        SLOW_BODY("200", answer("HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n", visit -> visit.drip("ab"))),
        FIREHOSE("200", answer("HTTP/1.1 200 OK\r\n\r\n", visit -> visit.flood("x".repeat(65_536)))),
        HEADER_FLOOD(
                "response_too_large", answer("HTTP/1.1 200 OK\r\n", visit -> visit.flood("X-A: 1\r\n".repeat(999)))),
        ONE_HUNDRED_FOR_EVER("protocol_error", afterRequest(visit -> visit.flood("HTTP/1.1 100 Continue\r\n\r\n"))),
        WRONG_LENGTH("200", answer("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nok", _ -> {})),
        RESET("reset", afterRequest(RawReceiver.Visit::reset)),
        GARBAGE("protocol_error", answer("SSH-2.0-OpenSSH_9.6\r\n\r\n", RawReceiver.Visit::hang)),
        REDIRECT(
                "HTTP 307",
                answer("HTTP/1.1 307 x\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", _ -> {})),
        NO_TLS("tls_error", "https", visit -> {
            visit.readSome();
            visit.write("HTTP/1.1 400 Bad Request\r\n\r\n");
        });

        private final String outcome;
        private final String scheme;
        private final Behaviour behaviour;

        Hostile(String outcome, Behaviour behaviour) {
            this(outcome, "http", behaviour);
        }

        Hostile(String outcome, String scheme, Behaviour behaviour) {
            this.outcome = outcome;
            this.scheme = scheme;
            this.behaviour = behaviour;
        }

        private static Behaviour afterRequest(Behaviour next) {
            return visit -> {
                visit.readRequest();
                next.play(visit);
            };
        }

        private static Behaviour answer(String text, Behaviour next) {
            return afterRequest(visit -> {
                visit.write(text);
                next.play(visit);
            });
        }
    }

    @Test
    void each_attempt_ends_in_time_as_it_should_and_harms_neither_its_neighbours_nor_the_process() throws IOException {
        try (TestPlatform platform = TestPlatform.with(Map.of());
                Receivers receivers = new Receivers()) {
            Api api = platform.api();
            Map<Hostile, String> hostile = new EnumMap<>(Hostile.class);
            List<String> good = new ArrayList<>();
            for (Hostile one : Hostile.values()) {
                String url = receivers.opened(new RawReceiver(one.behaviour)).url(one.scheme);
                hostile.put(one, register(api, url));
            }
            for (int i = 0; i < GOOD; i++) {
                good.add(register(api, receivers.opened(Receiver.answering(200)).url()));
            }
            long before = round(api, hostile, good);
            long after = before;
            for (int round = 0; round < ROUNDS; round++) {
                after = round(api, hostile, good);
            }

            assertThat((after - before) / ROUNDS).as("bytes of a round").isLessThan(MOST_GROWTH);
        }
    }

    private static String register(Api api, String url) {
        return api.register(url, "custom.hostile", ",\"timeout_seconds\":1,\"retry_policy\":{\"max_attempts\":1}")
                .text("id");
    }

    /** Publishes one event to all, looks at what came of it, and returns how much of the heap is in use then. */
    private static long round(Api api, Map<Hostile, String> hostile, List<String> good) {
        String event = api.publish("custom.hostile");
        for (String webhook : good) {
            assertInTime(attempt(api, webhook, event, "success"));
        }
        hostile.forEach((one, webhook) -> {
            boolean delivered = one.outcome.equals("200");
            JsonNode attempt = attempt(api, webhook, event, delivered ? "success" : "dead_letter");
            assertThat(attempt.path(delivered ? "response_code" : "error_message")
                            .asText())
                    .as(one.name())
                    .isEqualTo(one.outcome);
            assertInTime(attempt);
            assertThat(attempt.path("response_body").asText().length()).isLessThanOrEqualTo(16 * 1_024);
        });
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void assertInTime(JsonNode attempt) {
        assertThat(attempt.path("duration_ms").asInt()).isLessThan(TIMEOUT_MILLIS + SLACK_MILLIS);
    }

    /** Returns the only attempt of the event's delivery to that webhook, once it has that status. */
    private static JsonNode attempt(Api api, String webhook, String event, String status) {
        String id = api.delivery(webhook, event, status).path("id").asText();
        JsonNode log = api.get("/v1/webhooks/" + webhook + "/deliveries/" + id)
                .expecting(200)
                .json()
                .path("attempt_log");
        assertThat(log).hasSize(1);
        return log.get(0);
    }

    /** All receivers of the test, which end with it, however it ends. */
    private static final class Receivers implements AutoCloseable {
        private final List<AutoCloseable> open = new ArrayList<>();

        <T extends AutoCloseable> T opened(T receiver) {
            open.add(receiver);
            return receiver;
        }

        @Override
        public void close() throws IOException {
            for (AutoCloseable receiver : open) {
                closeOne(receiver);
            }
        }

        private static void closeOne(AutoCloseable receiver) throws IOException {
            try {
                receiver.close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
