import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.continuum.webhooks.client.verify.Verdict;
import io.continuum.webhooks.client.verify.WebhookVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * Receives deliveries with the JDK, the verification library and Jackson. Run it with:
 *
 * <pre>WEBHOOK_SECRET=whs_... java -cp "lib/*" JavaReceiver.java</pre>
 *
 * <p>WEBHOOK_SECRET is the webhook's secret, or its public key (whpk_...) if it signs with Ed25519; during a rotation the
 * new and the old one, separated by a comma. For a webhook of the format cloudevents-binary set WEBHOOK_FORMAT to that
 * name.
 */
public final class JavaReceiver {
    /** More than the largest delivery has. */
    private static final int MAX_BODY = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebhookVerifier verifier;
    private final boolean binary;
    private final BiConsumer<String, JsonNode> handler;
    private final Inbox inbox = new Inbox(InstantSource.system());

    private JavaReceiver(WebhookVerifier verifier, boolean binary, BiConsumer<String, JsonNode> handler) {
        this.verifier = verifier;
        this.binary = binary;
        this.handler = handler;
    }

    public static void main(String[] args) throws IOException {
        start(JavaReceiver::actUpon);
    }

    /** What you do with an event. Throw to have it delivered again. */
    private static void actUpon(String type, JsonNode event) {
        System.out.println("received " + type);
    }

    static void start(BiConsumer<String, JsonNode> handler) throws IOException {
        Map<String, String> env = System.getenv();
        boolean binary = "cloudevents-binary".equals(env.get("WEBHOOK_FORMAT"));
        JavaReceiver receiver = new JavaReceiver(verifier(env.getOrDefault("WEBHOOK_SECRET", "")), binary, handler);
        int port = Integer.parseInt(env.getOrDefault("PORT", "3000"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/webhooks", receiver::receive);
        server.start();
        System.out.println("LISTENING " + server.getAddress().getPort());
    }

    private static WebhookVerifier verifier(String setting) {
        String[] keys = Arrays.stream(setting.split(",")).filter(key -> !key.isEmpty()).toArray(String[]::new);
        try {
            return WebhookVerifier.standard(keys);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("WEBHOOK_SECRET: " + e.getMessage(), e);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            answer(exchange, 413, "body too large");
            return;
        }
        Verdict verdict = verifier.verify(headers, body);
        if (!(verdict instanceof Verdict.Accepted delivery)) {
            System.out.println("refused: " + verdict);
            answer(exchange, 401, "Invalid signature");
            return;
        }
        try {
            switch (inbox.once(delivery.deliveryId(), () -> handle(headers, body))) {
                case RECEIVED -> answer(exchange, 200, "received");
                case DUPLICATE -> answer(exchange, 200, "duplicate");
                case BUSY -> {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                    answer(exchange, 503, "busy");
                }
            }
        } catch (RuntimeException | Error e) {
            System.out.println("failed: " + e.getClass().getSimpleName() + ": " + e.getMessage());
            answer(exchange, 500, "try again");
        }
    }

    private void handle(Headers headers, byte[] body) {
        JsonNode event;
        try {
            event = JSON.readTree(body);
        } catch (IOException e) {
            // Its own message quotes the body, which is nothing for a log.
            throw new IllegalArgumentException("the body is no JSON");
        }
        handler.accept(eventType(headers, event, binary), event);
    }

    /**
     * Returns the type of a delivery's event.
     *
     * @param binary whether the webhook's format is cloudevents-binary. Only then the type is read from the header
     *     ce-type, and not from the body, which is nothing but the data. That header is not signed: in any other format,
     *     where the body has the type, whoever passes a delivery on could add one.
     */
    static String eventType(Headers headers, JsonNode event, boolean binary) {
        if (binary) {
            return headers.getFirst("ce-type");
        }
        return event.path(event.has("event") ? "event" : "type").asText();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /**
     * Has each delivery handled once, as long as this process lives: in memory, so neither shared nor kept.
     *
     * <p>A real service replaces it by its database: {@code once} is then one transaction that inserts the id, which is
     * unique, and does the work, so that both are kept or neither is.
     */
    static final class Inbox {
        /**
         * For how long a delivery may come again: it can be sent anew while its record lives, 30 days (RETENTION_DAYS),
         * and is then tried for at most 7 more (4 of schedule, 3 of waiting).
         */
        private static final Duration COMES_AGAIN = Duration.ofDays(37);

        /** Ids; beyond them the oldest are forgotten before their time. */
        static final int MOST = 100_000;

        private final InstantSource clock;
        private final Set<String> handling = new HashSet<>();
        /** By id, when it was handled; the oldest first. */
        private final Map<String, Instant> handled = new LinkedHashMap<>();

        Inbox(InstantSource clock) {
            this.clock = clock;
        }

        /** What became of an attempt. */
        enum Outcome {
            /** The work was done, just now. */
            RECEIVED,
            /** It was done before. */
            DUPLICATE,
            /** It is being done: answer with 503, so that the next attempt finds out how it ended. */
            BUSY
        }

        /**
         * Does the work unless it was done or is being done. If it throws, the delivery is forgotten and its next attempt
         * is handled again.
         */
        Outcome once(String deliveryId, Runnable work) {
            synchronized (this) {
                forgetOld();
                if (handled.containsKey(deliveryId)) {
                    return Outcome.DUPLICATE;
                }
                if (!handling.add(deliveryId)) {
                    return Outcome.BUSY;
                }
            }
            boolean done = false;
            try {
                work.run();
                done = true;
                return Outcome.RECEIVED;
            } finally {
                end(deliveryId, done);
            }
        }

        private synchronized void end(String deliveryId, boolean done) {
            handling.remove(deliveryId);
            if (done) {
                handled.put(deliveryId, clock.instant());
            }
        }

        private void forgetOld() {
            Instant oldestKept = clock.instant().minus(COMES_AGAIN);
            for (Iterator<Instant> at = handled.values().iterator(); at.hasNext(); ) {
                if (!at.next().isBefore(oldestKept) && handled.size() <= MOST) {
                    return;
                }
                at.remove();
            }
        }
    }
}
