package io.continuum.webhooks.lambda.http;

import io.continuum.webhooks.core.egress.EgressLimits;
import io.continuum.webhooks.lambda.http.Exchange.Phase;
import java.net.Proxy;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Apache HttpClient with everything off that a webhook must not do by itself. */
final class GuardedClient {
    private static final Http1Config HEAD_LIMITS = Http1Config.custom()
            .setMaxHeaderCount(EgressLimits.RESPONSE_HEADERS)
            .setMaxLineLength(EgressLimits.RESPONSE_LINE_BYTES)
            .build();

    private GuardedClient() {}

    static CloseableHttpClient with(DnsResolver resolver, SSLContext tls, SenderLimits limits) {
        return HttpClients.custom()
                .setConnectionManager(connections(resolver, tls, limits))
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .disableDefaultUserAgent()
                .build();
    }

    private static HttpClientConnectionManager connections(DnsResolver resolver, SSLContext tls, SenderLimits limits) {
        var connectTimeout = Timeout.of(limits.connectTimeout());
        return new Unproxied()
                .setDnsResolver(resolver)
                .setConnectionFactory(_ -> new StrictConnection(HEAD_LIMITS))
                .setTlsSocketStrategy(handshake(tls))
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connectTimeout).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connectTimeout)
                        // Before every use: a frozen function does not see its peers hang up.
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .setTimeToLive(TimeValue.of(EgressLimits.CONNECTION_AGE))
                        .build())
                .setMaxConnTotal(limits.connections())
                .setMaxConnPerRoute(limits.connections())
                .build();
    }

    /** The versions are named because Lambda's runtime empties jdk.tls.disabledAlgorithms, and JSSE then offers 1.0. */
    private static TlsSocketStrategy handshake(SSLContext tls) {
        var strategy = ClientTlsStrategyBuilder.create()
                .setSslContext(tls)
                .setTlsVersions(TLS.V_1_3, TLS.V_1_2)
                .setHostVerificationPolicy(HostnameVerificationPolicy.BOTH)
                .buildClassic();
        return (socket, target, port, attachment, context) -> {
            Exchange.current().enter(Phase.HANDSHAKE);
            return strategy.upgrade(socket, target, port, attachment, context);
        };
    }

    /** A plain socket asks the JVM's proxy selector, and goes by SOCKS where a system property names a host. */
    private static final class Unproxied extends PoolingHttpClientConnectionManagerBuilder {
        @Override
        protected HttpClientConnectionOperator createConnectionOperator(
                SchemePortResolver ports, DnsResolver resolver, TlsSocketStrategy tls) {
            return new DefaultHttpClientConnectionOperator(
                    _ -> new Socket(Proxy.NO_PROXY),
                    ports,
                    resolver,
                    RegistryBuilder.<TlsSocketStrategy>create()
                            .register(URIScheme.HTTPS.id, tls)
                            .build());
        }
    }
}
