package io.continuum.webhooks.lambda.http;

import static io.continuum.webhooks.lambda.http.Senders.OK;
import static io.continuum.webhooks.lambda.http.Senders.answered;
import static io.continuum.webhooks.lambda.http.Senders.failure;
import static io.continuum.webhooks.lambda.http.Senders.inTime;
import static io.continuum.webhooks.lambda.http.Senders.post;
import static io.continuum.webhooks.lambda.http.Senders.sender;
import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.egress.Embedding;
import io.continuum.webhooks.core.egress.HttpPost;
import io.continuum.webhooks.core.egress.SendFailure;
import io.continuum.webhooks.core.egress.SpecialBlock;
import io.continuum.webhooks.core.egress.TargetUrl;
import io.continuum.webhooks.core.egress.TargetUrls;
import io.continuum.webhooks.core.egress.UrlPolicy;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.retry.RetryPolicy;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What names may resolve to, at registration and at every dial (T28, T29). */
class ResolverAnswersTest {
    private static final TargetUrl URL = TargetUrls.of("https://receiver.example/hook");
    private static final String NAME = "receiver.example";
    private static final String PUBLIC = "8.8.4.4";

    static Stream<SpecialBlock> blocks() {
        return SpecialBlock.refused().stream();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void t29_a_name_that_leads_into_a_special_block_is_refused_alone_and_among_public_ones(SpecialBlock block)
            throws Exception {
        for (byte[] address : block.samples()) {
            refused(new TestZone().bytes(NAME, address));
            refused(new TestZone().bytes(NAME, new byte[] {8, 8, 4, 4}, address));
            refused(new TestZone().bytes(NAME, address, new byte[] {8, 8, 4, 4}));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "169.254.169.254", "10.0.0.1"})
    void t29_a_name_with_an_address_in_an_ipv6_one_is_refused(String address) throws Exception {
        byte[] inner = InetAddress.ofLiteral(address).getAddress();
        for (byte[] outer : Embedding.allAround(inner)) {
            refused(new TestZone().bytes(NAME, outer));
        }
    }

    @Test
    void t29_one_forbidden_answer_among_a_thousand_refuses_them_all() throws Exception {
        var answers = new ArrayList<>(Collections.nCopies(999, PUBLIC));
        answers.add("10.0.0.1");
        refused(new TestZone().name(NAME, answers.toArray(String[]::new)));
    }

    @Test
    void a_thousand_public_answers_are_taken_at_registration() {
        var zone = new TestZone().name(NAME, Collections.nCopies(1_000, PUBLIC).toArray(String[]::new));
        assertThat(new RegistrationCheck(new UrlPolicy(false), zone).allows(URL))
                .isTrue();
    }

    @Test
    void t29_an_alias_of_a_forbidden_name_is_refused_and_one_of_a_public_name_is_not() throws Exception {
        var zone = new TestZone()
                .alias(NAME, "cdn.example")
                .alias("cdn.example", "metadata.google.internal")
                .name("metadata.google.internal", "169.254.169.254");
        refused(zone);
        var good = new TestZone().alias(NAME, "cdn.example").name("cdn.example", PUBLIC);
        assertThat(new RegistrationCheck(new UrlPolicy(false), good).allows(URL))
                .isTrue();
    }

    @Test
    @Tag("T28")
    void t28_no_answer_an_empty_one_and_a_loop_of_aliases_are_dns_errors() throws Exception {
        var loop = new TestZone().alias(NAME, "a.example").alias("a.example", NAME);
        for (var zone : List.of(new TestZone(), new TestZone().name(NAME), loop)) {
            assertThat(new RegistrationCheck(new UrlPolicy(false), zone).allows(URL))
                    .isFalse();
            assertThat(dialled(zone)).isEqualTo(SendFailure.DNS_ERROR);
        }
    }

    /** Registered while public; then the name leads to the metadata service, and the receiver gets nothing. */
    @ParameterizedTest
    @CsvSource({"169.254.169.254", "127.0.0.1", "fd00:ec2::254", "::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe"})
    @Tag("T29")
    void t29_a_delivery_to_a_name_that_was_rebound_since_registration_is_a_dead_letter(String rebound)
            throws Exception {
        try (var local = HostileReceiver.plain(HostileReceiver.answering(OK))) {
            var zone = new TestZone().name(NAME, PUBLIC).name(NAME, PUBLIC, rebound);
            assertThat(new RegistrationCheck(new UrlPolicy(false), zone).allows(URL))
                    .isTrue();
            try (var sender = production(zone)) {
                var function = new DeliveryFunction(sender);
                var webhook =
                        Webhooks.valid().url(URL.toString()).retryPolicy(once()).build();
                function.register(webhook, Credentials.of(new Secret("a-secret-for-tests")));
                var task = function.task(
                        webhook,
                        Events.valid()
                                .tenant(webhook.key().tenant().value())
                                .acceptedAt(DeliveryFunction.NOW)
                                .build());
                function.deliver(List.of(task));
                var record = function.record(task);
                assertThat(record.status()).isEqualTo(Status.DEAD_LETTER);
                assertThat(record.reason()).isEqualTo(Reason.BLOCKED_TARGET);
                assertThat(record.log().getFirst().error()).isEqualTo("blocked_target");
                assertThat(record.toString()).doesNotContain(rebound);
            }
            assertThat(local.connections()).isZero();
            assertThat(zone.asked()).containsExactly(NAME, NAME);
        }
    }

    /** The name leads elsewhere at every look-up: what was vetted is what is dialled, as there is one look-up only. */
    @Test
    @Tag("T29")
    void t29_a_name_that_changes_with_every_answer_is_asked_once_per_attempt() throws Exception {
        try (var receiver = HostileReceiver.plain(visit -> {
                    visit.readRequest();
                    visit.write(OK);
                });
                var sender = sender(new TestZone()
                        .name("rebinding.test", "127.0.0.1")
                        .name("rebinding.test", "10.0.0.1")
                        .name("rebinding.test", "127.0.0.1")
                        .name("rebinding.test", "169.254.169.254"))) {
            var post = post("http://rebinding.test:" + receiver.port() + "/");
            assertThat(answered(inTime(sender, post)).status()).isEqualTo(200);
            assertThat(failure(inTime(sender, post))).isEqualTo(SendFailure.BLOCKED_TARGET);
            assertThat(answered(inTime(sender, post)).status()).isEqualTo(200);
            assertThat(failure(inTime(sender, post))).isEqualTo(SendFailure.BLOCKED_TARGET);
            assertThat(receiver.requests()).hasSize(2);
        }
    }

    /** Neither by Location nor by any other header that somebody has followed. */
    @ParameterizedTest
    @CsvSource({
        "300, Location", "301, Location", "302, Location", "303, Location", "305, Location", "306, Location",
        "307, Location", "308, Location", "399, Location", "201, Location", "200, Refresh", "302, Refresh",
        "200, Content-Location", "302, URI", "200, Alt-Svc", "200, Link"
    })
    @Tag("T17")
    void t17_follows_no_header_to_wherever_it_leads(int status, String header) throws Exception {
        var zone = new TestZone().name("elsewhere.test", "127.0.0.1");
        try (var elsewhere = HostileReceiver.plain(HostileReceiver.answering(OK));
                var sender = sender(zone)) {
            var targets = List.of(
                    elsewhere.url(),
                    "http://elsewhere.test:" + elsewhere.port() + "/",
                    "//elsewhere.test:" + elsewhere.port() + "/",
                    "http://169.254.169.254/latest/meta-data/",
                    "http://[::1]:" + elsewhere.port() + "/",
                    "/hook",
                    "file:///etc/passwd",
                    "");
            for (String target : targets) {
                String value = header.equals("Refresh") ? "0; url=" + target : target;
                String answer = "HTTP/1.1 %d x\r\n%s: %s\r\n%2$s: %3$s\r\nContent-Length: 0\r\n\r\n"
                        .formatted(status, header, value);
                try (var receiver = HostileReceiver.plain(HostileReceiver.answering(answer))) {
                    assertThat(answered(inTime(sender, post(receiver.url()))).status())
                            .isEqualTo(status);
                    assertThat(receiver.requests()).hasSize(1);
                }
            }
            assertThat(elsewhere.connections()).isZero();
            assertThat(zone.asked()).isEmpty();
        }
    }

    private static RetryPolicy once() {
        return RetryPolicy.limited(null, 1);
    }

    private static void refused(TestZone zone) throws NoSuchAlgorithmException {
        assertThat(new RegistrationCheck(new UrlPolicy(false), zone).allows(URL))
                .isFalse();
        assertThat(dialled(zone)).isEqualTo(SendFailure.BLOCKED_TARGET);
    }

    private static SendFailure dialled(TestZone zone) throws NoSuchAlgorithmException {
        try (var sender = production(zone)) {
            return failure(inTime(sender, new HttpPost(URL, List.of(), new byte[0], Duration.ofSeconds(30))));
        }
    }

    private static GuardedHttpSender production(AddressLookup lookup) throws NoSuchAlgorithmException {
        return new GuardedHttpSender(new UrlPolicy(false), Senders.limits(), lookup, SSLContext.getDefault());
    }
}
