package io.continuum.webhooks.lambda.http;

import static io.continuum.webhooks.lambda.http.Senders.LIMIT;
import static io.continuum.webhooks.lambda.http.Senders.OK;
import static io.continuum.webhooks.lambda.http.Senders.answered;
import static io.continuum.webhooks.lambda.http.Senders.inTime;
import static io.continuum.webhooks.lambda.http.Senders.post;
import static io.continuum.webhooks.lambda.http.Senders.sendTo;
import static io.continuum.webhooks.lambda.http.Senders.sender;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.egress.SendFailure;
import io.continuum.webhooks.core.egress.UrlPolicy;
import io.continuum.webhooks.lambda.http.HostileReceiver.Behaviour;
import io.continuum.webhooks.lambda.http.HostileReceiver.Visit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers whose head arrives, whatever they do then (T04 to T09, T11, T17 to T20, T30, T31). */
class AnswerTest {
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final int CAP = 16 * 1_024;

    static Stream<Arguments> bodies_that_do_not_end_well() {
        return Stream.of(
                row("T04 body drips", "ab", after("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n", v -> v.drip("ab"))),
                row("T05 chunks never end", "a", after(CHUNKED, v -> v.drip("1\r\na\r\n"))),
                row("T07 never closes", "some", after("HTTP/1.1 200 OK\r\n\r\nsome", Visit::hang)),
                row("T08 length too large", "ok", after("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok", _ -> {})),
                row("T08 chunks cut", "ok", after(CHUNKED + "2\r\nok\r\n5\r\n", _ -> {})),
                row("T08 bad chunk size", "ok", after(CHUNKED + "2\r\nok\r\nzz\r\n", Visit::hang)),
                row("T11 reset after headers", "", after("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", visit -> {
                    visit.pause(Duration.ofMillis(50));
                    visit.reset();
                })));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies_that_do_not_end_well")
    void a_2xx_head_is_an_answer_whatever_becomes_of_its_body(String name, String beginning, Behaviour behaviour)
            throws Exception {
        try (var receiver = HostileReceiver.plain(behaviour)) {
            var answer = answered(sendTo(receiver));
            assertThat(answer.status()).as(name).isEqualTo(200);
            assertThat(answer.body()).startsWith(beginning);
            assertThat(answer.truncated()).isTrue();
            assertThat(receiver.connections()).isEqualTo(1);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: 900000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n35a4e900\r\n", "\r\n"})
    @Tag("T06")
    void t06_a_firehose_is_cut_at_16_kb_and_costs_no_memory(String framing) throws Exception {
        Behaviour firehose = after("HTTP/1.1 200 OK\r\n" + framing, visit -> {
            byte[] much = "x".repeat(64 * 1_024).getBytes(UTF_8);
            while (true) {
                visit.write(much);
            }
        });
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (var receiver = HostileReceiver.plain(firehose);
                var sender = sender()) {
            long before = threads.getCurrentThreadAllocatedBytes();
            var answer = answered(sendTo(receiver, sender));
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8L * 1_024 * 1_024);
            assertThat(answer.body()).hasSize(CAP);
            assertThat(answer.truncated()).isTrue();
            assertThat(answer.duration()).as("does not wait for the end").isLessThan(LIMIT);
        }
    }

    @ParameterizedTest
    @CsvSource({"16383, false", "16384, false", "16385, true"})
    void keeps_a_body_of_16_kb_whole(int size, boolean truncated) throws IOException {
        var body = "x".repeat(size);
        try (var receiver = HostileReceiver.plain(
                HostileReceiver.answering("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n" + body))) {
            var answer = answered(sendTo(receiver));
            assertThat(answer.truncated()).isEqualTo(truncated);
            assertThat(answer.body()).hasSize(Math.min(size, CAP));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    @Tag("T17")
    void t17_never_follows_a_redirect(int status) throws Exception {
        try (var elsewhere = HostileReceiver.plain(HostileReceiver.answering(OK));
                var receiver = HostileReceiver.plain(HostileReceiver.answering("HTTP/1.1 " + status + " x\r\nLocation: "
                        + elsewhere.url() + "\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(answered(sendTo(receiver)).status()).isEqualTo(status);
            assertThat(receiver.requests()).hasSize(1);
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "401 x\r\nWWW-Authenticate: Basic realm=a",
                "407 x\r\nProxy-Authenticate: Basic realm=a",
                "408 x",
                "429 x\r\nRetry-After: 0",
                "503 x\r\nRetry-After: 0"
            })
    @Tag("T18")
    void t18_makes_no_second_request(String statusAndHeaders) throws Exception {
        try (var receiver = HostileReceiver.plain(
                HostileReceiver.answering("HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: 0\r\n\r\n"))) {
            answered(sendTo(receiver));
            assertThat(receiver.requests()).hasSize(1);
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    @Tag("T19")
    void t19_a_gzip_bomb_stays_packed() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[10_000_000]);
        }
        var head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n";
        try (var receiver = HostileReceiver.plain(HostileReceiver.answering(head + packed.toString(ISO_8859_1)))) {
            var answer = answered(sendTo(receiver));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(CAP);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 205, 304})
    @Tag("T20")
    void t20_a_status_without_a_body_may_have_one(int status) throws Exception {
        try (var receiver = HostileReceiver.plain(
                HostileReceiver.answering("HTTP/1.1 " + status + " x\r\nContent-Length: 5\r\n\r\nstray"))) {
            assertThat(answered(sendTo(receiver)).status()).isEqualTo(status);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 299, 400, 404, 410, 500, 599})
    void tells_every_status_with_its_body(int status) throws IOException {
        try (var receiver = HostileReceiver.plain(
                HostileReceiver.answering("HTTP/1.1 " + status + " x\r\nContent-Length: 3\r\n\r\nwhy"))) {
            var answer = answered(sendTo(receiver));
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo("why");
            assertThat(answer.truncated()).isFalse();
        }
    }

    @Test
    @Tag("T22")
    void t22_keeps_retry_after_and_webhook_delivery_and_no_other_header() throws IOException {
        var headers = List.of(
                "HTTP/1.1 429 x",
                "RETRY-AFTER: 1e9",
                "Webhook-Delivery: disable",
                "Set-Cookie: a=b",
                "X-Other: y",
                "Content-Length: 0");
        try (var receiver =
                HostileReceiver.plain(HostileReceiver.answering(String.join("\r\n", headers) + "\r\n\r\n"))) {
            assertThat(answered(sendTo(receiver)).headers())
                    .containsExactly(new Header("retry-after", "1e9"), new Header("webhook-delivery", "disable"));
        }
    }

    @Test
    @Tag("T30")
    void t30_an_answer_within_the_limit_counts_and_one_after_it_does_not() throws Exception {
        var most = Duration.ofSeconds(3);
        var limits = new SenderLimits(Senders.CONNECT_LIMIT, most, 1);
        for (var time : List.of(most.minusMillis(500), most.plusMillis(100))) {
            try (var receiver = HostileReceiver.plain(answeringAfter(time));
                    var sender = new GuardedHttpSender(
                            new UrlPolicy(true), limits, Senders.THIS_MACHINE, SSLContext.getDefault())) {
                var result = sender.send(post(receiver.url()));
                if (time.compareTo(most) < 0) {
                    assertThat(answered(result).status()).isEqualTo(200);
                } else {
                    assertThat(Senders.failure(result)).isEqualTo(SendFailure.TIMEOUT);
                }
                assertThat(result.duration()).isLessThan(most.plusSeconds(1));
            }
        }
    }

    @Test
    @Tag("T31")
    void t31_keeps_neither_control_characters_nor_invalid_utf_8_nor_echoed_credentials() throws IOException {
        Behaviour echo = visit -> {
            var request = visit.readRequest().orElseThrow();
            var body = "\u001b[31m\0" + request.head() + "\u00ff\u00c3\u00a9";
            visit.write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        };
        try (var receiver = HostileReceiver.plain(echo);
                var sender = sender()) {
            var post = post(
                    receiver.url(),
                    new Header("Authorization", "Bearer sk_live_0123456789"),
                    new Header("X-Webhook-Secret", "raw-secret-value"),
                    new Header("X-Continuum-Signature", "5257a869e7ecebeda32affa62cdca3fa"),
                    new Header("X-Continuum-Event", "memory.created"));
            var body = answered(inTime(sender, post)).body();
            assertThat(body)
                    .startsWith("[31mPOST /hook HTTP/1.1\r\n")
                    .endsWith("\uFFFD\u00e9")
                    .contains("X-Webhook-Secret: ****", "X-Continuum-Event: memory.created")
                    .doesNotContain("sk_live_0123456789", "raw-secret-value", "5257a869", "\u001b", "\0");
        }
    }

    private static Arguments row(String name, String beginning, Behaviour behaviour) {
        return Arguments.of(name, beginning, behaviour);
    }

    private static Behaviour answeringAfter(Duration time) {
        return visit -> {
            visit.readRequest();
            visit.pause(time);
            visit.write(OK);
        };
    }

    private static Behaviour after(String text, Behaviour next) {
        return visit -> {
            visit.readRequest();
            visit.write(text);
            next.play(visit);
        };
    }
}
