package io.continuum.webhooks.lambda.http;

import io.continuum.webhooks.lambda.http.HostileReceiver.Behaviour;
import io.continuum.webhooks.lambda.http.HostileReceiver.Visit;
import java.io.IOException;
import java.util.List;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver may do to its sender, and what the record of the attempt then says: the status of an answer that
 * counts as delivered, or the words of the failure. Names begin with the number in the plan of fault injection.
 */
@SuppressWarnings("ImmutableEnumChecker") // a behaviour is code and has no state
enum Hostility {
    T01_SLOW_HEADERS("timeout", afterRequest(visit -> visit.drip("HTTP/1.1 200 OK\r\n" + "X-Slow: 1\r\n".repeat(100)))),
    T01_HEAD_THAT_STOPS("timeout", answer("HTTP/1.1 200 OK\r\nX-A: 1\r\n")),
    T02_ACCEPTS_AND_HANGS("timeout", Visit::hang),
    T03_NEVER_ANSWERS("timeout", answer("")),
    T04_BODY_DRIPS("200", head("Content-Length: 999999\r\n", visit -> visit.drip("ab"))),
    T05_CHUNKS_NEVER_END("200", head("Transfer-Encoding: chunked\r\n", visit -> visit.drip("1\r\na\r\n"))),
    T05_CHUNK_EXTENSIONS_NEVER_END("200", head("Transfer-Encoding: chunked\r\n", visit -> {
        visit.write("1;");
        visit.flood("x=".repeat(1_000));
    })),
    T05_TRAILERS_NEVER_END("200", head("Transfer-Encoding: chunked\r\n", visit -> {
        visit.write("0\r\n");
        visit.flood("X-Trailer: 1\r\n".repeat(1_000));
    })),
    T06_FIREHOSE_OF_STATED_LENGTH("200", head("Content-Length: 900000000000\r\n", Hostility::firehose)),
    T06_FIREHOSE_IN_ONE_CHUNK("200", head("Transfer-Encoding: chunked\r\n", visit -> {
        visit.write("7fffffff\r\n");
        firehose(visit);
    })),
    T06_FIREHOSE_UNTIL_CLOSE("200", head("", Hostility::firehose)),
    T07_NEVER_CLOSES("200", head("", visit -> {
        visit.write("some");
        visit.hang();
    })),
    T08_LENGTH_TOO_LARGE("200", head("Content-Length: 999\r\n", visit -> visit.write("ok"))),
    T09_LENGTH_TOO_SMALL("200", answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more")),
    T10_NEGATIVE_LENGTH("protocol_error", answer("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")),
    T10_HUGE_LENGTH("protocol_error", answer("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n")),
    T10_TWO_LENGTHS("protocol_error", answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok")),
    T10_LENGTH_AND_CHUNKS(
            "protocol_error",
            answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")),
    T11_RESET_AT_ACCEPT("reset|connect_refused", Visit::reset),
    T11_RESET_BEFORE_HEADERS("reset", afterRequest(Visit::reset)),
    T11_RESET_IN_HEADERS("reset", afterRequest(visit -> {
        visit.write("HTTP/1.1 200 OK\r\nX-A");
        visit.reset();
    })),
    T12_FIN_BEFORE_ANSWER("reset", afterRequest(_ -> {})),
    T12_FIN_IN_STATUS_LINE("protocol_error", afterRequest(visit -> visit.write("HTTP/1."))),
    T12_FIN_IN_HEADERS("protocol_error", afterRequest(visit -> visit.write("HTTP/1.1 200 OK\r\nX-A"))),
    T12_FIN_AFTER_STATUS_LINE("200", afterRequest(visit -> visit.write("HTTP/1.1 200 OK\r\n"))),
    T13_100_FOR_EVER("protocol_error", afterRequest(visit -> visit.flood("HTTP/1.1 100 Continue\r\n\r\n"))),
    T13_103_FOR_EVER(
            "protocol_error", afterRequest(visit -> visit.flood("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"))),
    T14_SWITCHES_PROTOCOLS("protocol_error", answer("HTTP/1.1 101 x\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n")),
    T15_GARBAGE("protocol_error", answer("SSH-2.0-OpenSSH_9.6\r\n\r\n")),
    T15_STATUS_000("protocol_error", answer("HTTP/1.1 000 x\r\n\r\n")),
    T15_STATUS_999("protocol_error", answer("HTTP/1.1 999 x\r\n\r\n")),
    T15_HTTP_2("protocol_error", answer("HTTP/2.0 200 OK\r\n\r\n")),
    T16_ENDLESS_HEADER("response_too_large", head("", "X: ", visit -> visit.flood("x".repeat(8_192)))),
    T16_ENDLESS_HEADERS("response_too_large", head("", "", visit -> visit.flood("X-A: 1\r\n".repeat(1_000)))),
    T16_ENDLESS_STATUS_LINE("response_too_large", afterRequest(visit -> visit.flood("H".repeat(8_192)))),
    T16_ENDLESS_FOLDING("response_too_large", head("", "X-A: 1\r\n", visit -> visit.flood(" more\r\n".repeat(1_000)))),
    T17_REDIRECT_TO_METADATA(
            "HTTP 307",
            answer("HTTP/1.1 307 x\r\nLocation: http://169.254.169.254/latest/\r\nContent-Length: 0\r\n\r\n")),
    T17_REDIRECT_TO_ITSELF("HTTP 302", answer("HTTP/1.1 302 x\r\nLocation: /hook\r\nContent-Length: 0\r\n\r\n")),
    T18_CHALLENGE("HTTP 401", answer("HTTP/1.1 401 x\r\nWWW-Authenticate: Basic realm=a\r\nContent-Length: 0\r\n\r\n")),
    T19_GZIP_BOMB("200", head("Content-Encoding: gzip\r\n", GzipBomb::drop)),
    T20_204_WITH_BODY("204", answer("HTTP/1.1 204 x\r\nContent-Length: 5\r\n\r\nstray")),
    T20_205_WITH_BODY("205", answer("HTTP/1.1 205 x\r\nContent-Length: 5\r\n\r\nstray")),
    T20_304_WITH_BODY("HTTP 304", answer("HTTP/1.1 304 x\r\nContent-Length: 5\r\n\r\nstray")),
    T21_GONE("HTTP 410", answer("HTTP/1.1 410 x\r\nContent-Length: 0\r\n\r\n")),
    T22_RETRY_AFTER_1E9("HTTP 429", answer("HTTP/1.1 429 x\r\nRetry-After: 1000000000\r\nContent-Length: 0\r\n\r\n")),
    T25_EXPIRED("tls_error", "expired", HostileReceiver.answering(Senders.OK)),
    T25_NOT_YET_VALID("tls_error", "early", HostileReceiver.answering(Senders.OK)),
    T25_SELF_SIGNED("tls_error", "self", HostileReceiver.answering(Senders.OK)),
    T25_WRONG_HOST("tls_error", "elsewhere", HostileReceiver.answering(Senders.OK)),
    T25_UNKNOWN_CA("tls_error", "stranger", HostileReceiver.answering(Senders.OK)),
    T25_SIGNED_BY_NO_CA("tls_error", "leaf-signed", HostileReceiver.answering(Senders.OK)),
    T25_FOR_CLIENTS_ONLY("tls_error", "client", HostileReceiver.answering(Senders.OK)),
    T25_NAME_NOT_RECOGNIZED("tls_error", "good", visit -> visit.secured(Hostility::knowsAnotherName)),
    T25_SSL_3_ONLY("tls_error", "", hello(0, ServerHello.OFFERED_SUITE)),
    T25_TLS_1_0_ONLY("tls_error", "", hello(1, ServerHello.OFFERED_SUITE)),
    T25_TLS_1_1_ONLY("tls_error", "", hello(2, ServerHello.OFFERED_SUITE)),
    T25_WEAK_CIPHER("tls_error", "", hello(3, ServerHello.WEAK_SUITE)),
    T25_HANDSHAKE_STALLS("connect_timeout", "", Visit::hang),
    T25_HANDSHAKE_DRIPS("connect_timeout", "", visit -> {
        visit.readSome();
        visit.write(new byte[] {0x16, 3, 3, 0x3f, 0});
        visit.drip("\2");
    }),
    T25_RESET_IN_HANDSHAKE("reset", "", visit -> {
        visit.readSome();
        visit.reset();
    }),
    T25_RENEGOTIATES_FOR_EVER("timeout", "good", visit -> {
        var socket = visit.secured(old -> old.setEnabledProtocols(new String[] {"TLSv1.2"}));
        visit.readRequest();
        while (true) {
            socket.startHandshake();
        }
    }),
    T25_RESET_AFTER_HANDSHAKE("reset", "good", afterRequest(Visit::reset)),
    T25_NO_CLOSE_NOTIFY_IN_HEAD("protocol_error", "good", afterRequest(visit -> {
        visit.write("HTTP/1.1 200 OK\r\nX-A");
        visit.endWithoutGoodbye();
    })),
    T25_NO_CLOSE_NOTIFY_IN_BODY("200", "good", head("Content-Length: 9\r\n", visit -> {
        visit.write("part");
        visit.endWithoutGoodbye();
    })),
    T25_FIREHOSE_OVER_TLS("200", "good", head("", Hostility::firehose)),
    T26_PLAIN_HTTP_ON_THE_TLS_PORT("tls_error", "", visit -> {
        visit.readSome();
        visit.write(Senders.OK);
        visit.hang();
    });

    final String outcome;

    /** The certificate; empty for an https URL whose receiver speaks no TLS of its own, null for http. */
    final @Nullable String certificate;

    final Behaviour behaviour;

    Hostility(String outcome, Behaviour behaviour) {
        this(outcome, null, behaviour);
    }

    Hostility(String outcome, @Nullable String certificate, Behaviour behaviour) {
        this.outcome = outcome;
        this.certificate = certificate;
        this.behaviour = behaviour;
    }

    /** Returns the words of which one must be in the record. */
    List<String> outcomes() {
        return List.of(outcome.split("\\|", -1));
    }

    private static Behaviour afterRequest(Behaviour next) {
        return visit -> {
            visit.readRequest();
            next.play(visit);
        };
    }

    private static Behaviour answer(String text) {
        return afterRequest(visit -> {
            visit.write(text);
            visit.hang();
        });
    }

    private static Behaviour head(String headers, Behaviour next) {
        return head(headers, "\r\n", next);
    }

    private static Behaviour head(String headers, String end, Behaviour next) {
        return afterRequest(visit -> {
            visit.write("HTTP/1.1 200 OK\r\n" + headers + end);
            next.play(visit);
        });
    }

    private static void firehose(Visit visit) throws IOException {
        visit.flood("x".repeat(64 * 1_024));
    }

    private static Behaviour hello(int minor, int suite) {
        return visit -> {
            visit.readSome();
            visit.write(ServerHello.of(minor, suite));
            visit.hang();
        };
    }

    private static void knowsAnotherName(SSLSocket socket) {
        var parameters = socket.getSSLParameters();
        parameters.setSNIMatchers(List.of(new SNIMatcher(0) {
            @Override
            public boolean matches(SNIServerName name) {
                return false;
            }
        }));
        socket.setSSLParameters(parameters);
    }
}
