package io.continuum.webhooks.lambda.http;

import static io.continuum.webhooks.lambda.http.Senders.OK;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.delivery.DeliveryAttempt;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.Render;
import io.continuum.webhooks.core.egress.HttpPost;
import io.continuum.webhooks.core.egress.UrlPolicy;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.format.BrainBotFormat;
import io.continuum.webhooks.core.format.CloudEventsBinaryFormat;
import io.continuum.webhooks.core.format.CloudEventsFormat;
import io.continuum.webhooks.core.format.ContinuumFormat;
import io.continuum.webhooks.core.format.DiscordFormat;
import io.continuum.webhooks.core.format.Format;
import io.continuum.webhooks.core.format.LanonasisFormat;
import io.continuum.webhooks.core.format.SlackFormat;
import io.continuum.webhooks.core.format.StandardFormat;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SignatureScheme;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.lambda.http.HostileReceiver.Request;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of a delivery on the wire: what was meant, and nothing else, in every format. */
class RequestOnTheWireTest {
    private static final String SIGNED = " webhook-id webhook-timestamp webhook-signature";
    private static final String OWN = " x-token authorization";
    private static final String SENDERS = " content-length host connection";
    private static final Credentials CREDENTIALS = Credentials.of(new Secret("a-secret-for-tests"))
            .withHeaders(Map.of("x-token", "t-1", "authorization", "Bearer abc.def"));

    static Stream<Arguments> formats() {
        return Stream.of(
                Arguments.of(new ContinuumFormat(), own("x-continuum-", "signature timestamp event delivery") + SIGNED),
                Arguments.of(new LanonasisFormat(), own("x-lanonasis-", "signature event delivery") + SIGNED),
                Arguments.of(new BrainBotFormat(), own("x-webhook-", "signature secret") + SIGNED),
                Arguments.of(new StandardFormat(), SIGNED),
                Arguments.of(new CloudEventsFormat(), SIGNED),
                Arguments.of(new CloudEventsBinaryFormat(), own("ce-", "specversion id source type time") + SIGNED),
                Arguments.of(new SlackFormat(), ""),
                Arguments.of(new DiscordFormat(), ""));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void carries_exactly_the_headers_of_its_format_each_once(Format format, String headers) throws IOException {
        var request = delivered(format, hostileEvent());
        assertThat(request.line()).isEqualTo("POST /hook?a=b HTTP/1.1");
        assertThat(names(request))
                .containsExactlyInAnyOrder(("content-type user-agent" + headers + OWN + SENDERS).split(" ", -1));
        assertThat(request.header("connection")).contains("keep-alive");
        assertThat(request.header("x-token")).contains("t-1");
        assertThat(request.header("authorization")).contains("Bearer abc.def");
    }

    /** A line of the head ends with CR and LF, and no other control character and nothing beyond ASCII is in it. */
    @ParameterizedTest
    @MethodSource("formats")
    void what_an_event_contains_stays_out_of_the_head(Format format, String headers) throws IOException {
        var head = delivered(format, hostileEvent()).head();
        assertThat(head.replace("\r\n", "")).matches("[\\x20-\\x7E]*");
        assertThat(head.toLowerCase(Locale.ROOT)).doesNotContain("injected", "evil.example");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void carries_the_very_bytes_that_were_signed(Format format, String headers) throws IOException {
        var event = hostileEvent();
        var request = delivered(format, event);
        var webhook = webhook(format, "http://127.0.0.1:1/hook?a=b");
        var task = task(webhook, event);
        var rendered = new Render("1.0.0")
                .render(webhook, CREDENTIALS, event, new DeliveryAttempt(task.key(), 1), DeliveryFunction.NOW);
        assertThat(request.body().getBytes(ISO_8859_1)).isEqualTo(rendered.body());
        assertThat(request.header("content-length")).contains(String.valueOf(rendered.body().length));
        rendered.headers()
                .forEach(header -> assertThat(request.header(header.name())).contains(header.value()));
    }

    /** Many names on one address and port, as behind one CDN: a connection belongs to a name. */
    @Test
    void a_kept_connection_carries_requests_of_one_host_only() throws Exception {
        var visits = new ArrayList<List<String>>();
        try (var receiver = HostileReceiver.plain(visit -> {
                    var hosts = new ArrayList<String>();
                    synchronized (visits) {
                        visits.add(hosts);
                    }
                    for (var next = visit.readRequest(); next.isPresent(); next = visit.readRequest()) {
                        hosts.add(next.get().header("host").orElseThrow() + " "
                                + next.get().body());
                        visit.write(OK);
                    }
                });
                var sender = Senders.sender()) {
            for (int i = 0; i < 4; i++) {
                for (String name : List.of("a.test", "b.test", "127.0.0.1")) {
                    var url = "http://" + name + ":" + receiver.port() + "/";
                    var post = new HttpPost(
                            Senders.post(url).url(), List.of(), name.getBytes(UTF_8), Senders.LIMIT.multipliedBy(10));
                    Senders.answered(sender.send(post));
                }
            }
            assertThat(receiver.connections()).isEqualTo(3);
            assertThat(visits).hasSize(3).allSatisfy(hosts -> {
                assertThat(hosts).hasSize(4).containsOnly(hosts.getFirst());
                String name = hosts.getFirst().split(":", -1)[0];
                assertThat(hosts.getFirst()).isEqualTo(name + ":" + receiver.port() + " " + name);
            });
        }
    }

    private static Request delivered(Format format, Event event) throws IOException {
        try (var receiver = HostileReceiver.plain(HostileReceiver.answering(OK));
                var sender = new GuardedHttpSender(
                        new UrlPolicy(true),
                        SenderLimits.forConnections(1),
                        Senders.THIS_MACHINE,
                        SSLContext.getDefault())) {
            var function = new DeliveryFunction(sender);
            var webhook = webhook(format, receiver.url() + "?a=b");
            function.register(webhook, CREDENTIALS);
            function.deliver(List.of(function.task(webhook, event)));
            assertThat(receiver.requests()).hasSize(1);
            return receiver.requests().getFirst();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Webhook webhook(Format format, String url) {
        var wire = new Webhook.Wire(format, SignatureScheme.HMAC, List.of("x-token", "authorization"), true);
        return Webhooks.valid().url(url).wire(wire).build();
    }

    private static DeliveryTask task(Webhook webhook, Event event) {
        return new DeliveryFunction(_ -> {
                    throw new AssertionError("nothing is sent");
                })
                .task(webhook, event);
    }

    /** Line ends and whole headers wherever a publisher may write a text. */
    private static Event hostileEvent() {
        String evil = "\\r\\nX-Injected: 1\\r\\nHost: evil.example\\r\\n\\r\\nGET / HTTP/1.1\\r\\n";
        return Events.valid()
                .tenant(Webhooks.TENANT.value())
                .acceptedAt(DeliveryFunction.NOW)
                .type("custom.thing")
                .request("\r\nX-Injected: 1\r\n")
                .user("\u010d\u010aX-Injected: 1")
                .data(
                        "{\"%1$s\": \"%1$s\", \"title\": \"%1$s\", \"url\": \"http://evil.example/%1$s\", \"n\": \"\u00e9\u4e2d\"}"
                                .formatted(evil))
                .build();
    }

    private static List<String> names(Request request) {
        return request.head()
                .lines()
                .skip(1)
                .filter(line -> !line.isEmpty())
                .map(line -> line.split(":", 2)[0].toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String own(String prefix, String names) {
        return Stream.of(names.split(" ", -1)).map(name -> " " + prefix + name).reduce("", String::concat);
    }
}
