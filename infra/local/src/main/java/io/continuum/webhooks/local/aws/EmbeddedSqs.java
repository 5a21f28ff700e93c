package io.continuum.webhooks.local.aws;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.http.scaladsl.Http;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.NodeAddress;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.sql.SqlQueuePersistenceActor;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.rest.sqs.TheSQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.Nil$;
import scala.concurrent.duration.FiniteDuration;
import scala.util.Either;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * ElasticMQ, an SQS server, on a port of 127.0.0.1. It answers only when everything stored has been restored (its own
 * {@code ElasticMQServer} answers before that). Thread-safe.
 *
 * <p>What a restart on the same file does (ElasticMQ 1.7.1, each line a test in {@code EmbeddedSqsTest}):
 *
 * <ul>
 *   <li>Messages, attributes, group ids, queues and their attributes stay; with {@code WRITE_DELAY=0} a SIGKILL loses
 *       nothing that was acknowledged.
 *   <li>Receive counts stay and go on counting, so redrive happens after {@code maxReceiveCount} receives in all.
 *   <li>Delays go on: a message is visible when it would have been.
 *   <li>Messages in flight stay in flight until their time is over and can still be deleted by their old receipt
 *       handle. {@link #at} makes them visible instead; the receive they had still counts.
 *   <li>CreateQueue with other attributes than the stored ones answers QueueNameExists: set them with
 *       SetQueueAttributes.
 * </ul>
 *
 * <p>Start with an empty file 0.7 s (2 s in a cold JVM), with 20,000 messages 2.5 s; to close 0.3 to 1 s.
 *
 * <p>Known gaps, read in its source: a message moves to the dead-letter queue in two writes of two queues, so a kill
 * between them may lose or double it; restored FIFO queues lose their order; a write of the file that takes more than
 * 5 s leaves the request without an answer; while a receiver waits, each send sorts the whole queue (one message from
 * send to handler: p50 15 ms with an empty queue, 33 ms with 20,000 delayed messages in it).
 */
public final class EmbeddedSqs implements AutoCloseable {
    private static final Duration RESTORE_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final ActorSystem actors;
    private final @Nullable SqsStorage storage;
    private final Http.ServerBinding server;
    private final SqsClient client;

    private EmbeddedSqs(ActorSystem actors, @Nullable SqsStorage storage, int port) {
        this.actors = actors;
        this.storage = storage;
        Option<ActorRef> recorder = storage == null ? Option.empty() : Option.apply(recorder(actors, storage));
        ActorRef queues = actors.actorOf(
                Props.create(QueueManagerActor.class, new NowProvider(), StrictSQSLimits$.MODULE$, recorder));
        if (recorder.isDefined()) {
            restore(recorder.get(), queues);
        }
        server = serve(actors, queues, recorder, port);
        client = LocalAws.sqsClient(endpoint());
    }

    /**
     * Starts one that forgets everything when it is closed.
     *
     * @param port 0 for any free port
     */
    public static EmbeddedSqs inMemory(int port) {
        return start(null, port);
    }

    /**
     * Starts one that keeps queues and messages in a file; one per JVM. Messages that were in flight when the file was
     * last used are visible at once, because whoever had received them is gone; delays go on.
     *
     * @param databaseFile path without H2's suffix {@code .mv.db}, in a folder that exists
     * @param port 0 for any free port
     * @throws IllegalStateException when the file cannot be opened or restored
     */
    public static EmbeddedSqs at(Path databaseFile, int port) {
        SqsStorage storage = SqsStorage.open(databaseFile);
        storage.releaseInFlight(InstantSource.system().instant());
        return start(storage, port);
    }

    /** As {@link #at}, but as the engine does it by itself: what was in flight stays so until its time is over. */
    static EmbeddedSqs keepingInFlight(Path databaseFile, int port) {
        return start(SqsStorage.open(databaseFile), port);
    }

    /** Answers the address for {@code endpointOverride} and {@code AWS_ENDPOINT_URL_SQS}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.localAddress().getPort());
    }

    /** Answers a client of this server, closed with it. */
    public SqsClient client() {
        return client;
    }

    /** Stops at once; long polls under way end without an answer. */
    @Override
    public void close() {
        client.close();
        server.terminate(FiniteDuration.apply(200, TimeUnit.MILLISECONDS));
        stop(actors, storage);
    }

    private static EmbeddedSqs start(@Nullable SqsStorage storage, int port) {
        ActorSystem actors = ActorSystem.create("elasticmq", settings(), EmbeddedSqs.class.getClassLoader());
        try {
            return new EmbeddedSqs(actors, storage, port);
        } catch (RuntimeException e) {
            stop(actors, storage);
            throw e;
        }
    }

    private static void stop(ActorSystem actors, @Nullable SqsStorage storage) {
        actors.terminate();
        actors.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(_ -> null)
                .join();
        if (storage != null) {
            storage.close();
        }
    }

    private static ActorRef recorder(ActorSystem actors, SqsStorage storage) {
        return actors.actorOf(Props.create(SqlQueuePersistenceActor.class, storage.config(), Nil$.MODULE$));
    }

    private static void restore(ActorRef recorder, ActorRef queues) {
        Object restored = Patterns.ask(recorder, new QueueEvent.Restore(queues), RESTORE_LIMIT)
                .toCompletableFuture()
                .join();
        if (restored instanceof Either<?, ?> result && result.isRight()) {
            return;
        }
        throw new IllegalStateException("the stored queues could not be restored: " + restored);
    }

    private static Http.ServerBinding serve(ActorSystem actors, ActorRef queues, Option<ActorRef> recorder, int port) {
        TheSQSRestServerBuilder builder = SQSRestServerBuilder.withInterface("127.0.0.1")
                .withActorSystem(actors)
                .withPort(port)
                // "*": queue URLs repeat the address of the request; the engine's own guess is late for port 0.
                .withServerAddress(new NodeAddress("http", "*", port, ""))
                .withAWSRegion(LocalAws.REGION.id())
                .withAWSAccountId(LocalAws.ACCOUNT)
                .withQueueManagerActor(queues);
        if (recorder.isDefined()) {
            builder = builder.withQueueEventListener(recorder.get());
        }
        return builder.start().waitUntilStarted();
    }

    /** Silent, on daemon threads, and without the shutdown hooks that would stop it while functions are drained. */
    private static Config settings() {
        return ConfigFactory.parseString("""
                pekko {
                  loggers = []
                  loglevel = OFF
                  stdout-loglevel = OFF
                  log-dead-letters = off
                  daemonic = on
                  jvm-shutdown-hooks = off
                  coordinated-shutdown.run-by-jvm-shutdown-hook = off
                  # Longer than the SDK keeps an idle connection, so that it never sends on a closed one.
                  http.server.idle-timeout = 180s
                }
                """).withFallback(ConfigFactory.load(EmbeddedSqs.class.getClassLoader()));
    }
}
