package io.continuum.webhooks.lambda.http;

import static io.continuum.webhooks.lambda.http.Senders.OK;
import static io.continuum.webhooks.lambda.http.Senders.answered;
import static io.continuum.webhooks.lambda.http.Senders.sendTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is dialled is the address that was vetted, whatever proxy the JVM is told of. */
class NoProxyTest {
    private final ProxySelector before = ProxySelector.getDefault();
    private final List<URI> asked = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private HostileReceiver proxy;

    @BeforeEach
    void send_everything_by_a_proxy() throws IOException {
        proxy = HostileReceiver.plain(HostileReceiver.Visit::hang);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port());
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                asked.add(uri);
                return List.of(new Proxy(Proxy.Type.SOCKS, address), new Proxy(Proxy.Type.HTTP, address));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress socket, IOException failure) {
                // Nobody is told of another proxy.
            }
        });
    }

    @AfterEach
    void put_back() throws IOException {
        ProxySelector.setDefault(before);
        proxy.close();
    }

    @Test
    void the_jvms_proxy_is_not_even_asked_for() throws Exception {
        try (HostileReceiver receiver = HostileReceiver.plain(HostileReceiver.answering(OK))) {
            assertThat(answered(sendTo(receiver)).status()).isEqualTo(200);
            assertThat(asked).isEmpty();
            ProxySelector.setDefault(before);
            assertThat(proxy.connections()).isZero();
        }
    }

    /** Guards the test above against a JVM that asks for no proxy at all. */
    @Test
    void a_plain_socket_would_have_gone_by_it() throws IOException {
        try (HostileReceiver receiver = HostileReceiver.plain(HostileReceiver.answering(OK));
                Socket plain = new Socket()) {
            plain.setSoTimeout(500);
            try {
                plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), receiver.port()), 500);
            } catch (IOException _) {
                // The proxy does not speak SOCKS.
            }
            assertThat(asked).isNotEmpty();
        }
    }
}
