package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The receivers of {@code examples/} while they handle a delivery, and after the handling failed. */
class ExampleInboxEndToEndTest {
    private static final String SECRET = "whs_0123456789abcdef0123456789abcdef";

    private static TestPlatform platform;
    private static Api api;

    @BeforeAll
    static void start() {
        platform = TestPlatform.with(Map.of("BREAKER_FAILURES", "100"));
        api = platform.api();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    /** In the format whose every 4xx is final: an answer such as 409 would end the delivery. */
    @ParameterizedTest
    @EnumSource
    void a_delivery_whose_handling_outlives_the_time_out_is_tried_again_until_it_is_known_to_be_handled(
            ExampleLanguage language) throws IOException {
        try (ExampleReceiver receiver = ExampleReceiver.held(language, SECRET)) {
            String event = "custom.slow_" + language.inEvents();
            String webhook = register(receiver.url(), event, "[0,1,1,1,1,1,1,1,1,1,1,1,1,1,1]");
            String published = api.publish(event);
            List<Integer> meanwhile = Await.until("an attempt is answered with 503", () -> {
                List<Integer> codes = codes(webhook, published);
                return codes.contains(503) ? codes : null;
            });
            assertThat(meanwhile.getFirst())
                    .as("the first attempt ran into the time-out")
                    .isZero();
            receiver.end("ok");

            JsonNode delivery = api.delivery(webhook, published, "success");
            assertThat(delivery.path("response_body").asText()).contains("duplicate");
            assertThat(receiver.printed()).containsOnlyOnce("handling " + event);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_delivery_whose_handling_failed_is_handled_again(ExampleLanguage language) throws IOException {
        try (ExampleReceiver receiver = ExampleReceiver.held(language, SECRET)) {
            receiver.end("fail");
            receiver.end("ok");
            String event = "custom.failing_" + language.inEvents();
            String webhook = register(receiver.url(), event, "[0,1]");
            String published = api.publish(event);

            JsonNode delivery = api.delivery(webhook, published, "success");
            assertThat(codes(webhook, published)).containsExactly(500, 200);
            assertThat(delivery.path("response_body").asText()).contains("received");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_failure_is_answered_without_its_reason_which_is_printed(ExampleLanguage language) throws IOException {
        try (Receiver recorder = Receiver.answering(200);
                ExampleReceiver receiver = ExampleReceiver.held(language, SECRET)) {
            Receiver.Request real = test(recorder);
            receiver.end("fail");

            HttpResponse<String> answer =
                    receiver.send(real, body(real), Map.of()).join();
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body().strip()).isEqualTo("try again");
            Await.until("it is printed", () -> receiver.printed().contains("as told") ? "" : null);
            assertThat(receiver.printed()).containsPattern("(?i)(error|exception)\\S*: ?as told|Error as told");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_body_of_more_than_a_mebibyte_is_too_large(ExampleLanguage language) throws IOException {
        try (Receiver recorder = Receiver.answering(200);
                ExampleReceiver receiver = ExampleReceiver.held(language, SECRET)) {
            Receiver.Request real = test(recorder);

            byte[] most = new byte[1 << 20];
            assertThat(receiver.send(real, most, Map.of()).join().statusCode()).isEqualTo(401);
            byte[] more = new byte[most.length + 1];
            HttpResponse<String> answer = receiver.send(real, more, Map.of()).join();
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("too large").hasLineCount(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_second_attempt_is_asked_to_come_back_in_a_second(ExampleLanguage language) throws IOException {
        try (Receiver recorder = Receiver.answering(200);
                ExampleReceiver receiver = ExampleReceiver.held(language, SECRET)) {
            Receiver.Request real = test(recorder);
            byte[] body = body(real);

            CompletableFuture<HttpResponse<String>> first = receiver.send(real, body, Map.of());
            Await.until("it is handled", () -> receiver.printed().contains("handling") ? "" : null);
            HttpResponse<String> second = receiver.send(real, body, Map.of()).join();
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("Retry-After")).hasValue("1");

            receiver.end("ok");
            assertThat(first.join().statusCode()).isEqualTo(200);
            assertThat(first.join().body()).contains("received");
            HttpResponse<String> third = receiver.send(real, body, Map.of()).join();
            assertThat(third.statusCode()).isEqualTo(200);
            assertThat(third.body()).contains("duplicate");
        }
    }

    /** Returns a signed delivery. */
    private static Receiver.Request test(Receiver recorder) {
        String webhook = register(recorder.url(), "user.created", "[0]");
        api.post("/v1/webhooks/" + webhook + "/test", "").expecting(200);
        return recorder.await(1).getFirst();
    }

    private static byte[] body(Receiver.Request real) {
        return real.text().getBytes(StandardCharsets.UTF_8);
    }

    private static String register(String url, String event, String schedule) {
        String more = """
                , "secret": "%s", "format": "brain-bot", "timeout_seconds": 1, "retry_policy": {"schedule": %s}
                """.formatted(SECRET, schedule);
        return api.register(url, event, more).text("id");
    }

    /** Returns the answers of a delivery's attempts so far, 0 where there was none; empty before the first. */
    private static List<Integer> codes(String webhook, String event) {
        return api.deliveries(webhook).stream()
                .filter(delivery -> delivery.path("event_id").asText().equals(event))
                .map(delivery -> api.get("/v1/webhooks/" + webhook + "/deliveries/"
                                + delivery.path("id").asText())
                        .json())
                .flatMap(delivery -> delivery.path("attempt_log").valueStream())
                .map(attempt -> attempt.path("response_code").asInt())
                .toList();
    }
}
