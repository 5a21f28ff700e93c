package io.continuum.webhooks.lambda.http;

import static io.continuum.webhooks.lambda.http.Senders.OK;
import static io.continuum.webhooks.lambda.http.Senders.answered;
import static io.continuum.webhooks.lambda.http.Senders.failure;
import static io.continuum.webhooks.lambda.http.Senders.sendTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.egress.HttpPost;
import io.continuum.webhooks.core.egress.SendFailure;
import io.continuum.webhooks.core.egress.UrlPolicy;
import io.continuum.webhooks.lambda.http.HostileReceiver.Behaviour;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Receivers that give no answer, or none that is HTTP (T01 to T03 and T10 to T16). */
class NoAnswerTest {
    static Stream<Arguments> receivers_without_an_answer() {
        return Stream.of(
                row("T01 slow headers", SendFailure.TIMEOUT, visit -> {
                    visit.readRequest();
                    visit.drip("HTTP/1.1 200 OK\r\n" + "X-Slow: 1\r\n".repeat(1_000));
                }),
                row("T01 a head that stops", SendFailure.TIMEOUT, afterRequest("HTTP/1.1 200 OK\r\nX-A: 1\r\n")),
                row("T02 accepts and hangs", SendFailure.TIMEOUT, HostileReceiver.Visit::hang),
                row("T03 never answers", SendFailure.TIMEOUT, afterRequest("")),
                row("T10 negative length", SendFailure.PROTOCOL_ERROR, answer("Content-Length: -1\r\n")),
                row("T10 no number", SendFailure.PROTOCOL_ERROR, answer("Content-Length: two\r\n")),
                row(
                        "T10 two lengths",
                        SendFailure.PROTOCOL_ERROR,
                        answer("Content-Length: 2\r\nContent-Length: 3\r\n")),
                row("T10 a list of lengths", SendFailure.PROTOCOL_ERROR, answer("Content-Length: 2, 2\r\n")),
                row(
                        "T10 length and chunks",
                        SendFailure.PROTOCOL_ERROR,
                        answer("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n")),
                row("T10 unknown coding", SendFailure.PROTOCOL_ERROR, answer("Transfer-Encoding: gzip\r\n")),
                row("T11 reset before headers", SendFailure.RESET, visit -> {
                    visit.readRequest();
                    visit.reset();
                }),
                row("T12 FIN before the answer", SendFailure.RESET, HostileReceiver.Visit::readRequest),
                row("T13 103 for ever", SendFailure.PROTOCOL_ERROR, interimForEver("103 Early Hints")),
                row("T13 100 for ever", SendFailure.PROTOCOL_ERROR, interimForEver("100 Continue")),
                row(
                        "T14 101",
                        SendFailure.PROTOCOL_ERROR,
                        afterRequest("HTTP/1.1 101 Switching Protocols\r\nUpgrade: TLS/1.2\r\n\r\n")),
                row("T15 garbage", SendFailure.PROTOCOL_ERROR, afterRequest("SSH-2.0-OpenSSH_9.6\r\n\r\n")),
                row("T15 garbage, then an answer", SendFailure.PROTOCOL_ERROR, afterRequest("garbage\r\n" + OK)),
                row("T15 status 000", SendFailure.PROTOCOL_ERROR, afterRequest("HTTP/1.1 000 x\r\n\r\n")),
                row("T15 status 99", SendFailure.PROTOCOL_ERROR, afterRequest("HTTP/1.1 99 x\r\n\r\n")),
                row("T15 status 600", SendFailure.PROTOCOL_ERROR, afterRequest("HTTP/1.1 600 x\r\n\r\n")),
                row("T15 status 999", SendFailure.PROTOCOL_ERROR, afterRequest("HTTP/1.1 999 x\r\n\r\n")),
                row("T15 four digits", SendFailure.PROTOCOL_ERROR, afterRequest("HTTP/1.1 2000 x\r\n\r\n")),
                row("T15 HTTP/2", SendFailure.PROTOCOL_ERROR, afterRequest("HTTP/2.0 200 OK\r\n\r\n")),
                row("T15 header without colon", SendFailure.PROTOCOL_ERROR, answer("nonsense\r\n")),
                row("T16 10 MB header", SendFailure.RESPONSE_TOO_LARGE, answer("X: " + "x".repeat(10_000_000))),
                row("T16 100k headers", SendFailure.RESPONSE_TOO_LARGE, answer("X-A: 1\r\n".repeat(100_000))),
                row("T16 10 MB status line", SendFailure.RESPONSE_TOO_LARGE, afterRequest("H".repeat(10_000_000))),
                row(
                        "T16 folded header",
                        SendFailure.RESPONSE_TOO_LARGE,
                        answer("X-A: 1\r\n" + " more\r\n".repeat(100_000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("receivers_without_an_answer")
    void ends_in_time_with_a_stable_failure_and_sends_once(String name, SendFailure expected, Behaviour behaviour)
            throws Exception {
        try (var receiver = HostileReceiver.plain(behaviour)) {
            var result = sendTo(receiver);
            assertThat(failure(result)).as(name).isEqualTo(expected);
            assertThat(receiver.connections()).isEqualTo(1);
            assertThat(receiver.requests()).hasSizeLessThanOrEqualTo(1);
        }
    }

    /** On loopback the kernel may tell of the reset as early as in connect. */
    @Test
    void t11_a_reset_at_accept_is_tried_once() throws Exception {
        try (var receiver = HostileReceiver.plain(HostileReceiver.Visit::reset)) {
            assertThat(failure(sendTo(receiver))).isIn(SendFailure.RESET, SendFailure.CONNECT_REFUSED);
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    @Tag("T13")
    void waits_through_eight_interim_answers() throws IOException {
        try (var receiver = HostileReceiver.plain(
                HostileReceiver.answering("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(8) + OK))) {
            assertThat(answered(sendTo(receiver)).status()).isEqualTo(200);
        }
    }

    @Test
    void a_body_that_nobody_reads_does_not_hold_the_sender() throws IOException {
        try (var receiver = HostileReceiver.plain(HostileReceiver.Visit::hang);
                var sender = Senders.sender()) {
            var small = Senders.post(receiver.url());
            var large = new HttpPost(small.url(), small.headers(), new byte[32 * 1_024 * 1_024], small.timeout());
            assertThat(failure(Senders.inTime(sender, large))).isEqualTo(SendFailure.TIMEOUT);
        }
    }

    @Test
    void the_limit_is_the_requests_own_where_that_is_shorter() throws Exception {
        var limits = new SenderLimits(Senders.CONNECT_LIMIT, Duration.ofSeconds(50), 1);
        try (var receiver = HostileReceiver.plain(afterRequest(""));
                var sender = new GuardedHttpSender(
                        new UrlPolicy(true), limits, Senders.THIS_MACHINE, SSLContext.getDefault())) {
            var post = Senders.post(receiver.url());
            var quick = new HttpPost(post.url(), post.headers(), post.body(), Duration.ofSeconds(1));
            var result = sender.send(quick);
            assertThat(failure(result)).isEqualTo(SendFailure.TIMEOUT);
            assertThat(result.duration()).isBetween(Duration.ofMillis(990), Duration.ofSeconds(2));
        }
    }

    private static Arguments row(String name, SendFailure expected, Behaviour behaviour) {
        return Arguments.of(name, expected, behaviour);
    }

    private static Behaviour answer(String headers) {
        return afterRequest("HTTP/1.1 200 OK\r\n" + headers + "\r\nok");
    }

    private static Behaviour afterRequest(String text) {
        return visit -> {
            visit.readRequest();
            visit.write(text);
            visit.hang();
        };
    }

    private static Behaviour interimForEver(String status) {
        return visit -> {
            visit.readRequest();
            while (true) {
                visit.write("HTTP/1.1 " + status + "\r\n\r\n");
            }
        };
    }
}
