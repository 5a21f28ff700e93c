package io.continuum.webhooks.local.ledger;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Publishes as clients do: half of the events by the API with an idempotency key, a quarter with an id of their own, and
 * again until it answers, but that now and then somebody gives up; a quarter straight into the queue, as the producers'
 * library does. Not ahead of the deliveries by more than a backlog.
 */
final class Publisher {
    static final String COMMON = "custom.ledger.common";
    static final String RARE = "custom.ledger.rare";

    private static final int ACCEPTED = 202;
    private static final int BACKLOG = 1_500;
    private static final long PAUSE_NANOS = 20_000_000;

    private final Plan plan;
    private final SplittableRandom random;
    private final PlatformApi api = new PlatformApi();
    private final Supplier<URI> address;
    private final SqsClient sqs;
    private final String eventsQueue;
    private final InstantSource clock;
    private final Map<String, Instant> accepted = new ConcurrentHashMap<>();
    private final Set<String> rare = ConcurrentHashMap.newKeySet();
    private final Set<Integer> unanswered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger expected = new AtomicInteger();

    /** Publishes to the process at {@code address}, which changes, and to its queue. */
    Publisher(Plan plan, Supplier<URI> address, SqsClient sqs, String eventsQueue, InstantSource clock) {
        this.plan = plan;
        this.random = new SplittableRandom(plan.seed() + 1);
        this.address = address;
        this.sqs = sqs;
        this.eventsQueue = eventsQueue;
        this.clock = clock;
    }

    /** Publishes everything; returns when all is acknowledged or given up. */
    void publish(Supplier<Integer> arrived) {
        for (int number = 0; number < plan.events(); number++) {
            while (expected.get() - arrived.get() > BACKLOG
                    && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            one(number, COMMON);
            expected.addAndGet(plan.common());
            if (number % Plan.RARE == Plan.RARE / 2
                    && plan.common() < plan.tempers().size()) {
                one(number + plan.events(), RARE);
            }
        }
    }

    Published published() {
        return new Published(Map.copyOf(accepted), Set.copyOf(rare), Set.copyOf(unanswered));
    }

    private void one(int number, String type) {
        String id = switch (random.nextInt(4)) {
            case 0 -> byQueue(number, type);
            case 1 -> byApi(number, ",\"id\":\"ledger-%d\"".formatted(number), type, Map.of());
            default -> byApi(number, "", type, Map.of("Idempotency-Key", "ledger-key-" + number));
        };
        if (id.isEmpty()) {
            unanswered.add(number);
            return;
        }
        accepted.put(id, clock.instant());
        if (type.equals(RARE)) {
            rare.add(id);
        }
    }

    /** Returns the id, or an empty one if nobody knows. */
    private String byApi(int number, String id, String type, Map<String, String> headers) {
        boolean patient = random.nextInt(20) > 0;
        String body =
                "{\"event\":\"%s\",\"data\":{\"n\":%d},\"priority\":\"%s\"%s}".formatted(type, number, priority(), id);
        while (true) {
            try {
                PlatformApi.Answer answer = api.post(address.get(), "/v1/events", body, headers);
                if (answer.status() == ACCEPTED) {
                    return answer.json().path("id").asText();
                }
                if (answer.status() < 500) {
                    throw new IllegalStateException("the API refused " + body + ": " + answer);
                }
            } catch (IOException e) {
                if (!patient) {
                    return "";
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private String byQueue(int number, String type) {
        String id = "ledger-" + number;
        String body = "{\"v\":1,\"tenant_id\":\"default\",\"id\":\"%s\",\"event\":\"%s\",\"data\":{\"n\":%d}}"
                .formatted(id, type, number);
        try {
            sqs.sendMessage(request -> request.queueUrl(eventsQueue).messageBody(body));
            return id;
        } catch (SdkException e) {
            return "";
        }
    }

    private String priority() {
        int draw = random.nextInt(10);
        return draw == 0 ? "high" : draw == 1 ? "low" : "normal";
    }
}
