package io.continuum.webhooks.lambda.http;

import static io.continuum.webhooks.lambda.http.Senders.CONNECT_LIMIT;
import static io.continuum.webhooks.lambda.http.Senders.OK;
import static io.continuum.webhooks.lambda.http.Senders.answered;
import static io.continuum.webhooks.lambda.http.Senders.failure;
import static io.continuum.webhooks.lambda.http.Senders.inTime;
import static io.continuum.webhooks.lambda.http.Senders.post;
import static io.continuum.webhooks.lambda.http.Senders.sender;
import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.egress.HttpPost;
import io.continuum.webhooks.core.egress.SendFailure;
import io.continuum.webhooks.core.egress.SendResult;
import io.continuum.webhooks.core.egress.TargetUrl;
import io.continuum.webhooks.core.egress.TargetUrls;
import io.continuum.webhooks.core.egress.UrlPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the name to the connection: what is looked up, what is refused and what is dialled (T27 to T29). */
class DialTest {
    /** A lookup that never ends, as of a name server that does not answer. */
    private static final AddressLookup HUNG = _ -> {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    };

    static Stream<AddressLookup> lookups_without_an_answer() {
        return Stream.of(
                name -> {
                    throw new UnknownHostException(name);
                },
                _ -> List.of(),
                _ -> {
                    throw new IllegalStateException("broken resolver");
                },
                HUNG);
    }

    @ParameterizedTest
    @MethodSource("lookups_without_an_answer")
    @Tag("T28")
    void t28_a_name_without_an_address_is_a_dns_error(AddressLookup lookup) {
        try (var sender = sender(lookup)) {
            assertThat(failure(inTime(sender, post("http://receiver.test/")))).isEqualTo(SendFailure.DNS_ERROR);
        }
    }

    @Test
    @Tag("T28")
    void t28_a_hung_name_server_holds_neither_its_own_attempt_nor_others() throws Exception {
        AddressLookup lookup = name -> name.equals("hung.test") ? HUNG.lookup(name) : Senders.THIS_MACHINE.lookup(name);
        try (var receiver = HostileReceiver.plain(HostileReceiver.answering(OK));
                var sender = sender(lookup);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var hung = new ArrayList<Future<SendResult>>();
            for (int i = 0; i < Senders.limits().connections() / 2; i++) {
                hung.add(threads.submit(() -> inTime(sender, post("http://hung.test/"))));
            }
            var good = threads.submit(() -> inTime(sender, post("http://good.test:" + receiver.port() + "/")));
            assertThat(answered(good.get()).status()).isEqualTo(200);
            for (var result : hung) {
                assertThat(failure(result.get())).isEqualTo(SendFailure.DNS_ERROR);
                assertThat(result.get().duration()).isGreaterThanOrEqualTo(CONNECT_LIMIT);
            }
        }
    }

    @Test
    @Tag("T29")
    void t29_an_address_that_changed_since_the_check_is_refused() throws Exception {
        var answers = new AtomicInteger();
        AddressLookup rebinding =
                _ -> List.of(InetAddress.getByName(answers.getAndIncrement() == 0 ? "8.8.8.8" : "10.0.0.1"));
        rebinding.lookup("the check at registration");
        try (var sender = sender(rebinding)) {
            assertThat(failure(inTime(sender, post("https://receiver.test/")))).isEqualTo(SendFailure.BLOCKED_TARGET);
            assertThat(answers).hasValue(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "169.254.169.254",
                "fd00:ec2::254",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "0.0.0.0",
                "127.0.0.1"
            })
    void t29_one_forbidden_answer_refuses_the_name(String address) throws Exception {
        try (var receiver = HostileReceiver.plain(HostileReceiver.answering(OK));
                var sender =
                        production(_ -> List.of(InetAddress.getByName("8.8.8.8"), InetAddress.getByName(address)))) {
            var url = TargetUrls.of("https://receiver.example/");
            assertThat(failure(send(sender, url))).isEqualTo(SendFailure.BLOCKED_TARGET);
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void a_url_that_todays_rules_refuse_is_not_even_looked_up() throws Exception {
        var lookups = new AtomicInteger();
        try (var receiver = HostileReceiver.plain(HostileReceiver.answering(OK));
                var sender = production(name -> {
                    lookups.incrementAndGet();
                    return Senders.THIS_MACHINE.lookup(name);
                })) {
            var registeredInsecure = List.of(
                    receiver.url(), "http://receiver.test:" + receiver.port(), "https://localhost/", "https://[::1]/");
            for (var url : registeredInsecure) {
                assertThat(failure(send(sender, TargetUrls.insecure(url)))).isEqualTo(SendFailure.BLOCKED_TARGET);
            }
            assertThat(lookups).hasValue(0);
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void loopback_is_the_only_address_that_insecure_targets_add() {
        try (var sender = sender(_ -> List.of(InetAddress.getByName("192.168.0.1")))) {
            assertThat(failure(inTime(sender, post("http://receiver.test/")))).isEqualTo(SendFailure.BLOCKED_TARGET);
        }
    }

    @Test
    void dials_the_very_address_that_was_vetted_and_looks_up_once() throws Exception {
        var lookups = new AtomicInteger();
        AddressLookup counting = name -> {
            lookups.incrementAndGet();
            return Senders.THIS_MACHINE.lookup(name);
        };
        try (var receiver = HostileReceiver.plain(HostileReceiver.answering(OK));
                var sender = sender(counting)) {
            // No resolver but the injected one knows the name: had HC5 asked another, the request would fail.
            assertThat(answered(inTime(sender, post("http://no-such-name.test:" + receiver.port())))
                            .status())
                    .isEqualTo(200);
            assertThat(lookups).hasValue(1);
        }
    }

    @Test
    void tries_the_next_address_where_one_refuses() throws Exception {
        try (var receiver = HostileReceiver.plain(HostileReceiver.answering(OK));
                var sender =
                        sender(_ -> List.of(InetAddress.getByName("127.0.0.99"), InetAddress.getLoopbackAddress()))) {
            assertThat(answered(inTime(sender, post("http://receiver.test:" + receiver.port())))
                            .status())
                    .isEqualTo(200);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void looks_up_no_literal() throws IOException {
        try (var receiver = HostileReceiver.plain(HostileReceiver.answering(OK));
                var sender = sender(name -> {
                    throw new UnknownHostException(name);
                })) {
            assertThat(answered(inTime(sender, post(receiver.url()))).status()).isEqualTo(200);
        }
    }

    /** A listener whose queue is full lets no connection through and refuses none: as good as a black hole. */
    @Test
    @Tag("T27")
    void t27_a_black_hole_is_a_connect_timeout() throws Exception {
        try (var full = ServerSocketChannel.open()) {
            full.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            var queued = new ArrayList<SocketChannel>();
            for (int i = 0; i < 8; i++) {
                var channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(full.getLocalAddress());
                queued.add(channel);
            }
            int port = ((InetSocketAddress) full.getLocalAddress()).getPort();
            try (var sender = sender()) {
                var result = inTime(sender, post("http://127.0.0.1:" + port));
                assertThat(failure(result)).isEqualTo(SendFailure.CONNECT_TIMEOUT);
                assertThat(result.duration()).isGreaterThanOrEqualTo(CONNECT_LIMIT);
            }
            for (var channel : queued) {
                channel.close();
            }
        }
    }

    @Test
    void the_systems_resolver_knows_this_machine() throws Exception {
        assertThat(AddressLookup.ofSystem().lookup("localhost")).anyMatch(InetAddress::isLoopbackAddress);
    }

    private static GuardedHttpSender production(AddressLookup lookup) throws Exception {
        return new GuardedHttpSender(new UrlPolicy(false), Senders.limits(), lookup, SSLContext.getDefault());
    }

    private static SendResult send(GuardedHttpSender sender, TargetUrl url) {
        return inTime(sender, new HttpPost(url, List.of(), new byte[0], Duration.ofSeconds(30)));
    }
}
