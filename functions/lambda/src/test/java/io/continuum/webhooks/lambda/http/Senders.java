package io.continuum.webhooks.lambda.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.egress.HttpPost;
import io.continuum.webhooks.core.egress.SendFailure;
import io.continuum.webhooks.core.egress.SendResult;
import io.continuum.webhooks.core.egress.SendResult.Answered;
import io.continuum.webhooks.core.egress.SendResult.Unanswered;
import io.continuum.webhooks.core.egress.TargetUrls;
import io.continuum.webhooks.core.egress.UrlPolicy;
import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;

/** Senders with short limits whose every name is this machine, and what they are asked to send. */
final class Senders {
    static final Duration CONNECT_LIMIT = Duration.ofMillis(300);
    static final Duration LIMIT = Duration.ofMillis(500);
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    static final String BODY = "{\"event\":\"memory.created\"}";
    static final AddressLookup THIS_MACHINE = _ -> List.of(InetAddress.getLoopbackAddress());
    private static final Duration SLACK = Duration.ofSeconds(1);

    private Senders() {}

    static SenderLimits limits() {
        return new SenderLimits(CONNECT_LIMIT, LIMIT, 20);
    }

    static GuardedHttpSender sender() {
        return sender(THIS_MACHINE);
    }

    static GuardedHttpSender sender(AddressLookup lookup) {
        try {
            return new GuardedHttpSender(new UrlPolicy(true), limits(), lookup, SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static HttpPost post(String url, Header... headers) {
        return new HttpPost(TargetUrls.insecure(url), List.of(headers), BODY.getBytes(UTF_8), Duration.ofSeconds(50));
    }

    /** Sends once with a sender of its own, and checks that it ended by the limit plus a second. */
    static SendResult sendTo(HostileReceiver receiver) {
        try (var sender = sender()) {
            return sendTo(receiver, sender);
        }
    }

    static SendResult sendTo(HostileReceiver receiver, GuardedHttpSender sender) {
        return inTime(sender, post(receiver.url()));
    }

    static SendResult inTime(GuardedHttpSender sender, HttpPost post) {
        long start = System.nanoTime();
        var result = sender.send(post);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT.plus(SLACK));
        assertThat(result.duration()).isLessThan(LIMIT.plus(SLACK)).isPositive();
        return result;
    }

    static Answered answered(SendResult result) {
        assertThat(result).isInstanceOf(Answered.class);
        return (Answered) result;
    }

    static SendFailure failure(SendResult result) {
        assertThat(result).isInstanceOf(Unanswered.class);
        return ((Unanswered) result).failure();
    }
}
