package io.continuum.webhooks.lambda.http;

import static io.continuum.webhooks.lambda.http.Senders.CONNECT_LIMIT;
import static io.continuum.webhooks.lambda.http.Senders.OK;
import static io.continuum.webhooks.lambda.http.Senders.answered;
import static io.continuum.webhooks.lambda.http.Senders.failure;
import static io.continuum.webhooks.lambda.http.Senders.inTime;
import static io.continuum.webhooks.lambda.http.Senders.post;
import static io.continuum.webhooks.lambda.http.Senders.sendTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.egress.SendFailure;
import io.continuum.webhooks.core.egress.UrlPolicy;
import io.continuum.webhooks.lambda.http.HostileReceiver.Behaviour;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers' certificates and TLS versions, and receivers that speak no TLS (T25, T26). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
    private static final int HANDSHAKE_RECORD = 0x16;

    @SuppressWarnings("NullAway.Init")
    private TestCertificates certificates;

    @BeforeAll
    void make_certificates(@TempDir Path folder) throws Exception {
        certificates = TestCertificates.in(folder);
        // The first handshake of a JVM loads a thousand classes, which the short limits here do not allow for.
        var unhurried = new SenderLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), 1);
        try (var receiver = HostileReceiver.tls(certificates.serverOf("good"), HostileReceiver.answering(OK));
                var sender = new GuardedHttpSender(
                        new UrlPolicy(true), unhurried, Senders.THIS_MACHINE, certificates.client())) {
            answered(sender.send(post(receiver.url())));
        }
    }

    @Test
    void sends_to_a_trusted_receiver_over_tls_1_3_naming_its_host() throws Exception {
        var seen = new LinkedBlockingQueue<String>();
        Behaviour looking = visit -> {
            while (visit.readRequest().isPresent()) {
                var session = (ExtendedSSLSession) ((SSLSocket) visit.socket()).getSession();
                seen.add(session.getProtocol());
                seen.add(name(session.getRequestedServerNames()));
                visit.write(OK);
            }
        };
        try (var receiver = HostileReceiver.tls(certificates.serverOf("good"), looking);
                var sender = trusting()) {
            for (int i = 0; i < 3; i++) {
                assertThat(answered(sendTo(receiver, sender)).status()).isEqualTo(200);
            }
            assertThat(seen).startsWith("TLSv1.3", "receiver.test");
            assertThat(receiver.connections()).isEqualTo(1);
            assertThat(receiver.requests().getFirst().header("Host")).contains("receiver.test:" + receiver.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired", "self", "elsewhere"})
    @Tag("T25")
    void t25_sends_nothing_to_a_receiver_whose_certificate_is_not_good(String certificate) throws Exception {
        try (var receiver = HostileReceiver.tls(certificates.serverOf(certificate), HostileReceiver.answering(OK));
                var sender = trusting()) {
            assertThat(failure(sendTo(receiver, sender))).isEqualTo(SendFailure.TLS_ERROR);
            assertThat(receiver.connections()).isEqualTo(1);
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Test
    void a_certificate_for_a_name_does_not_stand_for_its_address() throws Exception {
        try (var receiver = HostileReceiver.tls(certificates.serverOf("good"), HostileReceiver.answering(OK));
                var sender = trusting()) {
            assertThat(failure(inTime(sender, post("https://127.0.0.1:" + receiver.port()))))
                    .isEqualTo(SendFailure.TLS_ERROR);
            assertThat(receiver.requests()).isEmpty();
        }
    }

    /** By hand, as the JDK as a server refuses such versions itself: the sender must be the one who does. */
    @ParameterizedTest
    @CsvSource({"1.0, 1", "1.1, 2"})
    @Tag("T25")
    void t25_refuses_a_receiver_that_chooses_an_old_version(String name, byte minor) throws Exception {
        Behaviour oldServer = visit -> {
            visit.readSome();
            visit.write(ServerHello.of(minor, ServerHello.OFFERED_SUITE));
            visit.hang();
        };
        try (var receiver = HostileReceiver.plain(oldServer);
                var sender = trusting()) {
            assertThat(failure(inTime(sender, post(tlsUrl(receiver)))))
                    .as("TLS %s", name)
                    .isEqualTo(SendFailure.TLS_ERROR);
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void t25_offers_tls_1_3_and_1_2_only_and_no_http_2() throws Exception {
        var hellos = new LinkedBlockingQueue<byte[]>();
        try (var receiver = HostileReceiver.plain(visit -> hellos.add(visit.readSome()));
                var sender = trusting()) {
            assertThat(failure(inTime(sender, post(tlsUrl(receiver))))).isEqualTo(SendFailure.TLS_ERROR);
        }
        var hello = hellos.poll(5, TimeUnit.SECONDS);
        assertThat(hello).isNotNull().startsWith(HANDSHAKE_RECORD);
        var extensions = new ClientHello(hello);
        assertThat(extensions.versions()).containsExactly(0x0304, 0x0303);
        assertThat(extensions.has(16)).as("ALPN").isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "HTTP/1.1 400 x\r\n\r\n", "garbage"})
    @Tag("T26")
    void t26_plain_http_on_an_https_port_is_a_tls_error(String answer) throws Exception {
        Behaviour plain = visit -> {
            visit.readSome();
            visit.write(answer);
            visit.hang();
        };
        try (var receiver = HostileReceiver.plain(plain);
                var sender = trusting()) {
            assertThat(failure(inTime(sender, post(tlsUrl(receiver))))).isEqualTo(SendFailure.TLS_ERROR);
            assertThat(receiver.connections()).as("no second try without TLS").isEqualTo(1);
        }
    }

    @Test
    void a_handshake_that_stalls_is_a_connect_timeout() throws Exception {
        try (var receiver = HostileReceiver.plain(HostileReceiver.Visit::hang);
                var sender = trusting()) {
            var result = inTime(sender, post(tlsUrl(receiver)));
            assertThat(failure(result)).isEqualTo(SendFailure.CONNECT_TIMEOUT);
            assertThat(result.duration()).isGreaterThanOrEqualTo(CONNECT_LIMIT);
        }
    }

    @Test
    void a_handshake_that_drips_ends_with_the_limit() throws Exception {
        Behaviour dripping = visit -> {
            visit.readSome();
            visit.write(new byte[] {HANDSHAKE_RECORD, 3, 3, 0x3f, 0});
            visit.drip("\2");
        };
        try (var receiver = HostileReceiver.plain(dripping);
                var sender = trusting()) {
            assertThat(failure(inTime(sender, post(tlsUrl(receiver))))).isEqualTo(SendFailure.CONNECT_TIMEOUT);
        }
    }

    @Test
    void a_reset_in_the_handshake_is_a_reset() throws Exception {
        Behaviour resetting = visit -> {
            visit.readSome();
            visit.reset();
        };
        try (var receiver = HostileReceiver.plain(resetting);
                var sender = trusting()) {
            assertThat(failure(inTime(sender, post(tlsUrl(receiver))))).isEqualTo(SendFailure.RESET);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_connection_lost_after_the_handshake_is_a_reset(boolean reset) throws Exception {
        Behaviour losing = visit -> {
            visit.readRequest();
            if (reset) {
                visit.reset();
            } else {
                visit.endWithoutGoodbye();
            }
        };
        try (var receiver = HostileReceiver.tls(certificates.serverOf("good"), losing);
                var sender = trusting()) {
            assertThat(failure(sendTo(receiver, sender))).isEqualTo(SendFailure.RESET);
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_2xx_head_over_tls_is_an_answer_though_the_end_is_missing() throws Exception {
        Behaviour cut = visit -> {
            visit.readRequest();
            visit.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart");
            visit.endWithoutGoodbye();
        };
        try (var receiver = HostileReceiver.tls(certificates.serverOf("good"), cut);
                var sender = trusting()) {
            var answer = answered(sendTo(receiver, sender));
            assertThat(answer.body()).isEqualTo("part");
            assertThat(answer.truncated()).isTrue();
        }
    }

    private GuardedHttpSender trusting() throws GeneralSecurityException, IOException {
        return new GuardedHttpSender(
                new UrlPolicy(true), Senders.limits(), Senders.THIS_MACHINE, certificates.client());
    }

    private static String tlsUrl(HostileReceiver receiver) {
        return "https://receiver.test:" + receiver.port() + "/hook";
    }

    private static String name(List<SNIServerName> names) {
        return names.isEmpty() ? "" : ((SNIHostName) names.getFirst()).getAsciiName();
    }

    /** The extensions of a ClientHello (RFC 8446 §4.1.2). */
    private static final class ClientHello {
        private final List<ByteBuffer> extensions = new ArrayList<>();

        ClientHello(byte[] record) {
            var in = ByteBuffer.wrap(record);
            in.position(5 + 4 + 2 + 32);
            skip(in, in.get());
            skip(in, in.getShort());
            skip(in, in.get());
            int end = in.getShort() + in.position();
            while (in.position() < end) {
                int length = in.getShort(in.position() + 2) + 4;
                extensions.add(in.slice(in.position(), length));
                skip(in, length);
            }
        }

        private static void skip(ByteBuffer in, int count) {
            in.position(in.position() + count);
        }

        boolean has(int type) {
            return extensions.stream().anyMatch(extension -> extension.getShort(0) == type);
        }

        /** Returns what the extension supported_versions (43) lists. */
        List<Integer> versions() {
            var versions = new ArrayList<Integer>();
            for (var extension : extensions) {
                if (extension.getShort(0) == 43) {
                    for (int at = 5; at < extension.limit(); at += 2) {
                        versions.add((int) extension.getShort(at));
                    }
                }
            }
            return versions;
        }
    }
}
