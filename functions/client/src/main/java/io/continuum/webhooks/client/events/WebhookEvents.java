package io.continuum.webhooks.client.events;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Publishes events to the events queue, batched and in the background: {@code emit} returns at once and never throws
 * because of the queue. What could not be published is told to a callback, which by default logs it. Thread-safe; make one
 * per process.
 *
 * <pre>{@code
 * try (WebhookEvents events = WebhookEvents.to(SqsClient.create(), queueUrl).tenant("acme").open()) {
 *     events.memoryCreated("mem_1", "user_1", content, List.of("AI"), 0.8);
 *     events.emit("custom.model_trained", Map.of("model", "m-7"));
 * }
 * }</pre>
 *
 * <p>An event that the queue does not take for the time being (no route, throttling, expired credentials, a missing
 * permission) is tried again, with growing pauses, for {@link Builder#tryFor}. One that it refuses for its content is told
 * at once, and takes no other with it. An event may arrive twice, under one id, which the platform counts once.
 *
 * <p>In a Lambda function call {@link #flush} before you return: the process is frozen after that.
 */
public final class WebhookEvents implements AutoCloseable {
    /** Characters of a memory that its event shows. Source: seed 000, "content_preview". */
    public static final int PREVIEW_CODE_POINTS = 100;

    private final String tenant;
    private final Consumer<PublishFailure> failures;
    private final RandomGenerator random;
    private final EventSender sender;
    private final Duration closing;

    private WebhookEvents(Builder builder) {
        this.tenant = builder.tenant;
        this.failures = builder.failures;
        this.random = new SecureRandom();
        this.closing = builder.closing;
        this.sender = new EventSender(
                new SqsBatches(builder.client, builder.queueUrl, builder.pace),
                new EventBuffer(new EventBuffer.Capacity(builder.capacity, builder.capacityBytes), builder.pace),
                failures,
                builder.trying,
                builder.pace);
    }

    /**
     * Begins a publisher.
     *
     * @param client stays the caller's to close
     * @param queueUrl the URL of the events queue, an output of the deployment
     */
    public static Builder to(SqsClient client, String queueUrl) {
        return new Builder(client, queueUrl);
    }

    /** Puts a publisher together. Not thread-safe. */
    public static final class Builder {
        /** Events: some seconds of what one thread sends, so that bursts pass and outages show soon. */
        private static final int USUAL_CAPACITY = 10_000;

        /** Bytes: with the data that they were made of, they still leave room in a function of 256 MB. */
        private static final long USUAL_CAPACITY_BYTES = 32L * 1024 * 1024;

        /** Longer than it takes to renew credentials or to fail over; an outage of minutes is the caller's to handle. */
        private static final Duration USUAL_TRYING = Duration.ofSeconds(60);

        /** As long as a container has between SIGTERM and SIGKILL where least is given. */
        private static final Duration USUAL_CLOSING = Duration.ofSeconds(10);

        private final SqsClient client;
        private final String queueUrl;
        private String tenant = "default";
        private int capacity = USUAL_CAPACITY;
        private long capacityBytes = USUAL_CAPACITY_BYTES;
        private Duration trying = USUAL_TRYING;
        private Duration closing = USUAL_CLOSING;
        private Pace pace = Pace.REAL;
        private Consumer<PublishFailure> failures = new LoggedFailures();

        private Builder(SqsClient client, String queueUrl) {
            this.client = Objects.requireNonNull(client, "client is null");
            this.queueUrl = Objects.requireNonNull(queueUrl, "queueUrl is null");
        }

        /** Sets whose events they are unless they say otherwise; else {@code default}. */
        public Builder tenant(String value) {
            tenant = Objects.requireNonNull(value, "tenant is null");
            return this;
        }

        /**
         * Sets how many events may wait or be in a call; else 10,000. What comes beyond is told as failed.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder capacity(int events) {
            if (events < 1) {
                throw new IllegalArgumentException("a buffer holds at least one event");
            }
            capacity = events;
            return this;
        }

        /**
         * Sets how many bytes the messages of those events may have; else 32 MiB. The data they were made of is kept too.
         *
         * @throws IllegalArgumentException if it is below 256 KiB, which one event may have
         */
        public Builder capacityBytes(long bytes) {
            if (bytes < EventBody.MAX_BYTES) {
                throw new IllegalArgumentException("a buffer holds at least one event of " + EventBody.MAX_BYTES);
            }
            capacityBytes = bytes;
            return this;
        }

        /**
         * Sets how long after it was emitted an event is tried again; else 60 s. One call may end up to 30 s later. What
         * waits beyond its time is told with the call that fails then, without one of its own.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder tryFor(Duration longest) {
            trying = notNegative(longest);
            return this;
        }

        /**
         * Sets how long {@link WebhookEvents#close} waits; else 10 s.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder closeWithin(Duration longest) {
            closing = notNegative(longest);
            return this;
        }

        /**
         * Sets who is told of events that were not published; else each is logged as a warning, by {@link System.Logger} and
         * without its data. It is called from the thread that emits where an event cannot even wait (no object, too large,
         * buffer full, closed), and else from the sending or the closing thread: it must be thread-safe and quick.
         */
        public Builder onFailure(Consumer<PublishFailure> callback) {
            failures = Objects.requireNonNull(callback, "callback is null");
            return this;
        }

        /** Sets another time than the machine's. */
        Builder pace(Pace value) {
            pace = value;
            return this;
        }

        private static Duration notNegative(Duration given) {
            if (given.isNegative()) {
                throw new IllegalArgumentException("a time limit is not negative");
            }
            return given;
        }

        /** Starts the publisher. */
        public WebhookEvents open() {
            return new WebhookEvents(this);
        }
    }

    /** Publishes an event. */
    public void emit(String name, Object data) {
        emit(WebhookEvent.of(name, data));
    }

    /** Publishes an event. */
    public void emit(WebhookEvent event) {
        EventBody.Written written = EventBody.write(event, tenant, System.currentTimeMillis(), random);
        if (written instanceof EventBody.Written.Body body) {
            sender.offer(body);
        } else if (written instanceof EventBody.Written.Unfit unfit) {
            EventSender.tell(failures, unfit.failure());
        }
    }

    /** Publishes an event of the catalogue. */
    public void emit(CatalogueEvent event) {
        emit(WebhookEvent.of(event.eventName(), event));
    }

    /**
     * Publishes {@code memory.created}.
     *
     * @param content the memory; the event shows its first {@link #PREVIEW_CODE_POINTS} code points
     * @param importance 0 to 1
     */
    public void memoryCreated(
            String memoryId, String userId, String content, List<String> concepts, double importance) {
        emit(new CatalogueEvent.MemoryCreated(memoryId, userId, content, "episodic", importance, concepts, null));
    }

    /**
     * Publishes {@code concept.discovered}.
     *
     * @param confidence 0 to 1
     */
    public void conceptDiscovered(String concept, String description, List<String> relatedConcepts, double confidence) {
        emit(new CatalogueEvent.ConceptDiscovered(concept, description, relatedConcepts, confidence, null, null));
    }

    /**
     * Publishes {@code sync.completed}.
     *
     * @param syncType full, incremental or partial
     */
    public void syncCompleted(String syncId, String userId, String syncType, int itemsSynced, Duration took) {
        emit(new CatalogueEvent.SyncCompleted(
                syncId, userId, syncType, itemsSynced, took.toMillis(), null, null, null));
    }

    /**
     * Publishes {@code quota.warning}.
     *
     * @param threshold the percentage that was passed
     */
    public void quotaWarning(String quotaType, long currentUsage, long quotaLimit, double threshold) {
        double used = quotaLimit == 0 ? 0 : currentUsage * 100.0 / quotaLimit;
        emit(new CatalogueEvent.QuotaWarning(quotaType, currentUsage, quotaLimit, used, threshold, null));
    }

    /**
     * Waits until everything that was emitted before is sent or told as failed. What other threads emit meanwhile is not
     * waited for. On the sending thread, that is in a callback, it does not wait.
     *
     * @return false if that took longer than {@code longest}, or the thread was interrupted
     */
    public boolean flush(Duration longest) {
        return sender.flush(longest);
    }

    /**
     * Takes no more events, sends those it has, and waits for the call that is under way, for at most {@link
     * Builder#closeWithin}. What is left then, or when the thread is interrupted, is told as failed before it returns. On the
     * sending thread, that is in a callback, it does not wait.
     */
    @Override
    public void close() {
        sender.close(closing);
    }
}
