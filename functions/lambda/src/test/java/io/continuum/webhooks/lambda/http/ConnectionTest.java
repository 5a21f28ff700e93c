package io.continuum.webhooks.lambda.http;

import static io.continuum.webhooks.lambda.http.Senders.BODY;
import static io.continuum.webhooks.lambda.http.Senders.LIMIT;
import static io.continuum.webhooks.lambda.http.Senders.OK;
import static io.continuum.webhooks.lambda.http.Senders.answered;
import static io.continuum.webhooks.lambda.http.Senders.failure;
import static io.continuum.webhooks.lambda.http.Senders.inTime;
import static io.continuum.webhooks.lambda.http.Senders.post;
import static io.continuum.webhooks.lambda.http.Senders.sendTo;
import static io.continuum.webhooks.lambda.http.Senders.sender;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.egress.SendFailure;
import io.continuum.webhooks.core.egress.SendResult;
import io.continuum.webhooks.lambda.http.HostileReceiver.Behaviour;
import io.continuum.webhooks.lambda.http.HostileReceiver.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on the wire, and when a connection is used again. */
class ConnectionTest {
    @Test
    void writes_the_headers_given_and_no_more_than_http_needs() throws IOException {
        try (var receiver = HostileReceiver.plain(HostileReceiver.answering(OK));
                var sender = sender()) {
            answered(inTime(
                    sender,
                    post(
                            receiver.url(),
                            new Header("Content-Type", "application/json"),
                            new Header("X-b", "1"),
                            new Header("X-A", "2"))));
            var request = receiver.requests().getFirst();
            assertThat(request.body()).isEqualTo(BODY);
            assertThat(request.head().lines())
                    .containsExactlyInAnyOrder(
                            "POST /hook HTTP/1.1",
                            "Content-Type: application/json",
                            "X-b: 1",
                            "X-A: 2",
                            "Content-Length: " + BODY.length(),
                            "Host: 127.0.0.1:" + receiver.port(),
                            "Connection: keep-alive",
                            "");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a|b?{x}=^`\"<>'",
                "//double//",
                "/../x/./y",
                "/%zz%20?a=b%",
                "/a:b@c;d,e",
                "/?q=http://x/",
                "/*"
            })
    void writes_the_path_with_the_characters_given(String path) throws IOException {
        try (var receiver = HostileReceiver.plain(HostileReceiver.answering(OK));
                var sender = sender()) {
            answered(inTime(sender, post("http://127.0.0.1:" + receiver.port() + path)));
            assertThat(receiver.requests().getFirst().line()).isEqualTo("POST " + path + " HTTP/1.1");
        }
    }

    @Test
    void names_the_host_and_not_its_address() throws IOException {
        try (var receiver = HostileReceiver.plain(HostileReceiver.answering(OK));
                var sender = sender()) {
            answered(inTime(sender, post("http://Receiver.TEST:" + receiver.port())));
            assertThat(receiver.requests().getFirst().header("Host")).contains("receiver.test:" + receiver.port());
        }
    }

    @Test
    void writes_an_ipv6_address_in_brackets() throws IOException {
        try (var receiver = HostileReceiver.plain(HostileReceiver.answering(OK));
                var sender = sender()) {
            answered(inTime(sender, post("http://[::FFFF:127.0.0.1]:" + receiver.port())));
            assertThat(receiver.requests().getFirst().header("Host"))
                    .contains("[0:0:0:0:0:ffff:7f00:1]:" + receiver.port());
        }
    }

    @Test
    void keeps_a_good_connection() throws Exception {
        try (var receiver = HostileReceiver.plain(HostileReceiver.answering(OK));
                var sender = sender()) {
            for (int i = 0; i < 5; i++) {
                assertThat(answered(sendTo(receiver, sender)).body()).isEqualTo("ok");
            }
            assertThat(receiver.connections()).isEqualTo(1);
            assertThat(receiver.requests()).hasSize(5);
        }
    }

    @Test
    void carries_nothing_from_one_request_to_the_next() throws IOException {
        try (var receiver = HostileReceiver.plain(
                        HostileReceiver.answering(
                                "HTTP/1.1 401 x\r\nSet-Cookie: a=b\r\nWWW-Authenticate: Basic realm=a\r\nContent-Length: 0\r\n\r\n"));
                var sender = sender()) {
            sendTo(receiver, sender);
            sendTo(receiver, sender);
            assertThat(receiver.requests())
                    .hasSize(2)
                    .extracting(Request::head)
                    .noneMatch(head -> head.contains("Cookie") || head.contains("Authorization"));
        }
    }

    /** T09, T20: the next request would take what is left over for its answer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more",
                "HTTP/1.1 204 x\r\n\r\nstray",
                "HTTP/1.1 204 x\r\n\r\nHTTP/1.1 500 forged\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nHTTP/1.1 500 forged\r\n\r\n"
            })
    @Tag("T09")
    @Tag("T20")
    void t09_does_not_use_a_connection_again_on_which_more_came_than_was_asked(String answer) throws Exception {
        try (var receiver = HostileReceiver.plain(HostileReceiver.answering(answer));
                var sender = sender()) {
            for (int i = 0; i < 3; i++) {
                assertThat(answered(sendTo(receiver, sender)).status()).isBetween(200, 204);
            }
            assertThat(receiver.connections()).isEqualTo(3);
            assertThat(receiver.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @Tag("T10")
    @ValueSource(
            strings = {
                "Content-Length: -1\r\n\r\nok",
                "Content-Length: 2\r\nContent-Length: 3\r\n\r\nok",
                "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            })
    void t10_does_not_use_a_connection_again_on_which_nobody_knows_where_an_answer_ends(String framing)
            throws Exception {
        try (var receiver = HostileReceiver.plain(HostileReceiver.answering("HTTP/1.1 200 OK\r\n" + framing));
                var sender = sender()) {
            for (int i = 0; i < 3; i++) {
                assertThat(failure(sendTo(receiver, sender))).isEqualTo(SendFailure.PROTOCOL_ERROR);
            }
            assertThat(receiver.connections()).isEqualTo(3);
            assertThat(receiver.requests()).hasSize(3);
        }
    }

    @Test
    void sends_over_a_new_connection_where_the_receiver_hung_up_meanwhile() throws Exception {
        Behaviour once = visit -> {
            visit.readRequest();
            visit.write(OK);
        };
        try (var receiver = HostileReceiver.plain(once);
                var sender = sender()) {
            for (int i = 0; i < 5; i++) {
                assertThat(answered(sendTo(receiver, sender)).status()).isEqualTo(200);
            }
            assertThat(receiver.connections()).isEqualTo(5);
            assertThat(receiver.requests()).hasSize(5);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void does_not_repeat_a_request_that_a_kept_connection_swallowed(boolean reset) throws Exception {
        Behaviour secondIsLost = visit -> {
            visit.readRequest();
            visit.write(OK);
            visit.readRequest();
            if (reset) {
                visit.reset();
            }
        };
        try (var receiver = HostileReceiver.plain(secondIsLost);
                var sender = sender()) {
            assertThat(answered(sendTo(receiver, sender)).status()).isEqualTo(200);
            assertThat(failure(sendTo(receiver, sender))).isEqualTo(SendFailure.RESET);
            assertThat(receiver.connections()).isEqualTo(1);
            assertThat(receiver.requests()).hasSize(2);
        }
    }

    @Test
    void sends_as_many_at_once_to_one_host_as_it_has_connections() throws Exception {
        int count = Senders.limits().connections();
        var together = new CountDownLatch(count);
        Behaviour meeting = visit -> {
            visit.readRequest();
            together.countDown();
            try {
                together.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            visit.write(OK);
        };
        try (var receiver = HostileReceiver.plain(meeting);
                var sender = sender();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Future<SendResult>>();
            for (int i = 0; i < count; i++) {
                results.add(threads.submit(() -> sendTo(receiver, sender)));
            }
            for (var result : results) {
                assertThat(answered(result.get()).status()).isEqualTo(200);
            }
            assertThat(receiver.requests()).hasSize(count);
        }
    }

    @Test
    void a_request_that_finds_no_free_connection_ends_in_time_as_well() throws Exception {
        int count = Senders.limits().connections();
        try (var receiver = HostileReceiver.plain(HostileReceiver.Visit::hang);
                var sender = sender();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Future<SendResult>>();
            for (int i = 0; i < 2 * count; i++) {
                results.add(threads.submit(() -> sendTo(receiver, sender)));
            }
            for (var result : results) {
                // One freed at the very end may still be dialled.
                assertThat(failure(result.get())).isIn(SendFailure.TIMEOUT, SendFailure.CONNECT_TIMEOUT);
            }
        }
    }

    @Test
    void an_interrupted_request_is_no_result() throws Exception {
        var arrived = new CountDownLatch(1);
        Behaviour hanging = visit -> {
            visit.readRequest();
            arrived.countDown();
            visit.hang();
        };
        try (var receiver = HostileReceiver.plain(hanging);
                var sender = sender();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var result = threads.submit(() -> sender.send(post(receiver.url())));
            arrived.await();
            threads.shutdownNow();
            assertThatThrownBy(result::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(CancellationException.class);
        }
    }

    @Test
    void a_request_under_way_when_the_sender_closes_is_no_result() throws Exception {
        var arrived = new CountDownLatch(1);
        Behaviour hanging = visit -> {
            visit.readRequest();
            arrived.countDown();
            visit.hang();
        };
        try (var receiver = HostileReceiver.plain(hanging);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sender = sender();
            var result = threads.submit(() -> sender.send(post(receiver.url())));
            arrived.await();
            sender.close();
            assertThatThrownBy(result::get).hasCauseInstanceOf(CancellationException.class);
            assertThatThrownBy(() -> sender.send(post(receiver.url()))).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    @Tag("T27")
    void t27_tells_that_nothing_listens() throws Exception {
        String url;
        try (var receiver = HostileReceiver.plain(HostileReceiver.answering(OK))) {
            url = receiver.url();
        }
        try (var sender = sender()) {
            var result = inTime(sender, post(url));
            assertThat(failure(result)).isEqualTo(SendFailure.CONNECT_REFUSED);
            assertThat(result.duration()).isLessThan(LIMIT);
        }
    }
}
