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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Receives deliveries with nothing but the JDK and the verification library. Run it with:
 *
 * <pre>WEBHOOK_SECRET=whs_... PORT=3000 java -cp webhooks-client.jar JavaReceiver.java</pre>
 *
 * <p>During a rotation WEBHOOK_SECRET holds the new and the old secret, separated by a comma.
 */
public final class JavaReceiver {
    private static final int MAX_BODY = 1 << 20;
    private static final Duration KEPT = WebhookVerifier.TOLERANCE.multipliedBy(2);

    private final WebhookVerifier verifier;
    // One process only: share a database between several.
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    private JavaReceiver(WebhookVerifier verifier) {
        this.verifier = verifier;
    }

    public static void main(String[] args) throws IOException {
        JavaReceiver receiver = new JavaReceiver(
                WebhookVerifier.standard(System.getenv("WEBHOOK_SECRET").split(",")));
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "3000"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/webhooks", receiver::receive);
        server.start();
        System.out.println("LISTENING " + server.getAddress().getPort());
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
        Verdict verdict = verifier.verify(exchange.getRequestHeaders(), body);
        if (verdict instanceof Verdict.Accepted delivery) {
            if (!firstTime(delivery.deliveryId())) {
                answer(exchange, 200, "duplicate");
                return;
            }
            try {
                actUpon(new String(body, StandardCharsets.UTF_8));
                answer(exchange, 200, "received");
            } catch (RuntimeException | Error e) {
                forget(delivery.deliveryId());
                answer(exchange, 500, "try again");
            }
        } else {
            System.out.println("refused: " + verdict);
            answer(exchange, 401, "Invalid signature");
        }
    }

    /** What you do with an event. Throw to have it delivered again. */
    private static void actUpon(String event) {
        System.out.println("received " + event.length() + " characters");
    }

    private synchronized boolean firstTime(String deliveryId) {
        Instant now = Instant.now();
        for (Iterator<Instant> until = seen.values().iterator(); until.hasNext(); ) {
            if (until.next().isBefore(now)) {
                until.remove();
            }
        }
        return seen.putIfAbsent(deliveryId, now.plus(KEPT)) == null;
    }

    private synchronized void forget(String deliveryId) {
        seen.remove(deliveryId);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
