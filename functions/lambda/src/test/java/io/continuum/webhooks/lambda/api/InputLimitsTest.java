package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every limit of what comes in: at the limit it is taken, one beyond it is refused, and nothing is made. */
class InputLimitsTest {
    private static final int KIB = 1_024;

    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");

    record Sent(String method, String path, String body, Charset charset, Map<String, String> headers) {
        Sent(String method, String path, String body) {
            this(method, path, body, StandardCharsets.UTF_8, Map.of());
        }

        static Sent to(String url) {
            return new Sent("POST", "/webhooks", "{\"url\":\"" + url + "\",\"events\":[\"*\"]}");
        }

        static Sent hook(String more) {
            String events = more.startsWith(",\"events\"") ? "" : ",\"events\":[\"*\"]";
            return new Sent("POST", "/webhooks", "{\"url\":\"https://a.example/\"" + events + more + "}");
        }

        static Sent event(String data) {
            return new Sent("POST", "/events", "{\"event\":\"custom.x\",\"data\":" + data + "}");
        }

        static Sent named(String type) {
            return new Sent("POST", "/events", "{\"event\":\"" + type + "\",\"data\":{}}");
        }

        static Sent list(String query) {
            return new Sent("GET", "/webhooks?" + query, "");
        }

        Sent padded(int bytes) {
            return new Sent(method, path, body + " ".repeat(bytes - body.length()), charset, headers);
        }

        Sent in(Charset other) {
            return new Sent(method, path, body, other, headers);
        }

        Sent keyed(String key) {
            return new Sent(method, path, body, charset, Map.of("Idempotency-Key", key));
        }

        Answer by(Client client) {
            if (method.equals("GET")) {
                return client.get(path);
            }
            String bytes = Base64.getEncoder().encodeToString(body.getBytes(charset));
            APIGatewayProxyRequestEvent event =
                    client.event(method, path, bytes).withIsBase64Encoded(true);
            headers.forEach((name, value) -> {
                event.getHeaders().put(name, value);
                event.getMultiValueHeaders().put(name, List.of(value));
            });
            return client.send(event);
        }
    }

    private static Arguments limit(String name, Sent within, Sent beyond, int status, String code) {
        return Arguments.of(name, within, beyond, status, code);
    }

    private static Arguments field(String name, String within, String beyond) {
        return limit(name, Sent.hook(within), Sent.hook(beyond), 422, "invalid_fields");
    }

    private static Arguments json(String name, String within, String beyond) {
        return limit(name, Sent.event(within), Sent.event(beyond), 400, "invalid_json");
    }

    static Stream<Arguments> limits() {
        return Stream.of(bodies(), keys(), texts(), fields(), pages()).flatMap(all -> all);
    }

    private static Stream<Arguments> bodies() {
        return Stream.of(
                limit(
                        "event of 256 KiB",
                        Sent.event("{}").padded(256 * KIB),
                        Sent.event("{}").padded(256 * KIB + 1),
                        413,
                        "body_too_large"),
                limit(
                        "configuration of 64 KiB",
                        Sent.hook("").padded(64 * KIB),
                        Sent.hook("").padded(64 * KIB + 1),
                        413,
                        "body_too_large"),
                json("32 levels", nested(30), nested(31)),
                json("10,000 keys", members(9_998), members(9_999)),
                json("numbers of 100 digits", "{\"n\":" + "1".repeat(100) + "}", "{\"n\":" + "1".repeat(101) + "}"),
                json("no key twice", "{\"a\":1,\"b\":2}", "{\"a\":1,\"a\":2}"),
                limit(
                        "UTF-8 only",
                        Sent.event("{\"a\":\"\u00e9\"}"),
                        Sent.event("{\"a\":\"\u00e9\"}").in(StandardCharsets.ISO_8859_1),
                        400,
                        "invalid_json"),
                json("no lone surrogate", "{\"a\":\"\\ud83d\\ude00\"}", "{\"a\":\"\\ud83d\"}"),
                limit("data is an object", Sent.event("{}"), Sent.event("[]"), 422, "invalid_fields"));
    }

    private static Stream<Arguments> keys() {
        return Stream.of(
                key("keys of 255 characters", "k".repeat(255), "k".repeat(256)),
                key("keys of one character at least", "k", ""),
                key("keys of visible characters", "!~", "two words"),
                key("keys of ASCII", "key", "k\u00e9y"),
                key("keys whose bytes are no UTF-8, as a gateway passes them on", "key", "k\ufffdy"));
    }

    private static Arguments key(String name, String within, String beyond) {
        Sent sent = Sent.event("{}");
        return limit(name, sent.keyed(within), sent.keyed(beyond), 422, "invalid_idempotency_key");
    }

    private static Stream<Arguments> texts() {
        String name = "custom." + "a".repeat(121);
        return Stream.of(
                limit(
                        "event type of 128 characters",
                        Sent.named(name),
                        Sent.named(name + "a"),
                        422,
                        "unknown_event_type"),
                limit(
                        "event type of plain characters",
                        Sent.named("custom.a_b-c"),
                        Sent.named("custom.a b"),
                        422,
                        "unknown_event_type"),
                field("uid of 64 characters", text("uid", 64), text("uid", 65)),
                field("name of 256 characters", text("name", 256), text("name", 257)),
                field("description of 2,048 characters", text("description", 2_048), text("description", 2_049)),
                field("secret of 16 bytes at least", text("secret", 16), text("secret", 15)),
                field("secret of 128 bytes at most", text("secret", 128), text("secret", 129)));
    }

    private static Stream<Arguments> fields() {
        return Stream.of(
                limit("URL of 2,048 characters", Sent.to(url(2_048)), Sent.to(url(2_049)), 422, "target_refused"),
                field("unknown fields", "", ",\"unknown\":1"),
                field("100 events", events(99), events(100)),
                field("20 headers", headers(20), headers(21)),
                field("header names of 128 characters", header("x".repeat(128), "v"), header("x".repeat(129), "v")),
                field(
                        "header values of 4,096 characters",
                        header("x-a", "v".repeat(4_096)),
                        header("x-a", "v".repeat(4_097))),
                field("header names of at least one character", header("x", "v"), header("", "v")),
                field("header names that are tokens", header("x-a", "v"), header("x a", "v")),
                field("header values of ASCII", header("x-a", "e"), header("x-a", "\u00e9")),
                field("header values without what was no UTF-8", header("x-a", "e"), header("x-a", "\ufffd")),
                field("header values of one line", header("x-a", "v w"), header("x-a", "v\\r\\nx-b: w")),
                field("no header that frames a message", header("x-a", "v"), header("Transfer-Encoding", "chunked")),
                field("metadata of 4 KiB", ",\"metadata\":" + object(4 * KIB), ",\"metadata\":" + object(4 * KIB + 1)),
                field("filters of 4 KiB", ",\"filters\":" + object(4 * KIB), ",\"filters\":" + object(4 * KIB + 1)),
                field("patterns of 10 levels", pattern(8), pattern(9)),
                field(
                        "no regular expression",
                        ",\"filters\":{\"pattern\":{\"data\":{\"a\":[{\"prefix\":\"(a+)+\"}]}}}",
                        ",\"filters\":{\"pattern\":{\"data\":{\"a\":[{\"regex\":\"(a+)+\"}]}}}"));
    }

    private static Stream<Arguments> pages() {
        return Stream.of(
                limit("250 to a page", Sent.list("limit=250"), Sent.list("limit=251"), 422, "invalid_parameter"),
                limit(
                        "offset of 10,000",
                        Sent.list("offset=10000"),
                        Sent.list("offset=10001"),
                        422,
                        "invalid_parameter"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    @Tag("T54")
    void what_is_within_is_taken_and_what_is_beyond_is_refused(
            String name, Sent within, Sent beyond, int status, String code) {
        String before = world.everything("acme");
        Answer refused = beyond.by(client);
        assertThat(refused.status()).as(refused.text()).isEqualTo(status);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(world.everything("acme")).as("nothing half made by " + name).isEqualTo(before);

        Answer taken = within.by(client);
        assertThat(taken.status()).as(taken.text()).isBetween(200, 202);
    }

    private static String nested(int levels) {
        return "{\"a\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
    }

    private static String members(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"k" + i + "\":0").collect(Collectors.joining(",", "{", "}"));
    }

    private static String text(String field, int characters) {
        return ",\"" + field + "\":\"" + "a".repeat(characters) + "\"";
    }

    private static String events(int besides) {
        return IntStream.range(0, besides + 1)
                .mapToObj(i -> "\"custom.e" + i + "\"")
                .collect(Collectors.joining(",", ",\"events\":[", "]"));
    }

    private static String headers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"x-" + i + "\":\"v\"")
                .collect(Collectors.joining(",", ",\"headers\":{", "}"));
    }

    private static String header(String name, String value) {
        return ",\"headers\":{\"" + name + "\":\"" + value + "\"}";
    }

    private static String url(int characters) {
        String start = "https://a.example/";
        return start + "p".repeat(characters - start.length());
    }

    private static String object(int bytes) {
        return "{\"k\":\"" + "a".repeat(bytes - "{\"k\":\"\"}".length()) + "\"}";
    }

    private static String pattern(int below) {
        return ",\"filters\":{\"pattern\":{\"data\":" + "{\"a\":".repeat(below) + "[\"x\"]" + "}".repeat(below) + "}}";
    }
}
