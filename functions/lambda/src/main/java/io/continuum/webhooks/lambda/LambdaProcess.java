package io.continuum.webhooks.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.lambda.snapstart.Primed;
import io.continuum.webhooks.lambda.telemetry.Telemetry;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import software.amazon.awssdk.http.SdkHttpClient;

/** One function in one process, as Lambda runs it: put together from the environment, and primed for its snapshot. */
public final class LambdaProcess {
    private LambdaProcess() {}

    /**
     * Starts {@code function} and returns its handler.
     *
     * @throws IllegalArgumentException if a variable is missing or wrong; the message names it
     */
    public static RequestStreamHandler start(PlatformFunction function) {
        Config config = Config.of(System.getenv());
        InstantSource clock = InstantSource.system();
        Telemetry telemetry =
                Telemetry.ofFunction(System.out, clock, config.names().stage());
        // Never ThreadLocalRandom or a seeded generator: clones of one SnapStart snapshot would share the sequence.
        Wiring process = Wiring.of(config, AwsClients.ofEnvironment(), telemetry, clock, new SecureRandom());
        return Primed.of(
                function.handler(process), () -> rehearse(function, process, telemetry.journal()), telemetry.journal());
    }

    private static void rehearse(PlatformFunction function, Wiring process, Journal journal) {
        try (SdkHttpClient http = AwsClients.http()) {
            rehearse(function, process, AwsClients.over(http), journal);
        }
    }

    /**
     * Does what is done before a snapshot, on a second set of everything, so that no connection, cache or secret of it is
     * in the snapshot.
     *
     * @param clients used for it, and closed by the caller
     * @param journal is told what fails
     */
    public static void rehearse(PlatformFunction function, Wiring process, AwsClients clients, Journal journal) {
        // Makes lines and metrics, so that their code is loaded too, and drops them.
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (Wiring other = process.another(clients, nowhere)) {
            Rehearsal rehearsal = other.rehearsal(journal);
            switch (function) {
                case API -> rehearsal.api(other.apiHandler());
                case EMITTER -> rehearsal.emitter(other.emitterHandler());
                case DELIVERY -> rehearsal.delivery(other.deliveryHandler());
                case MAINTENANCE -> rehearsal.maintenance(other::readDue);
            }
        }
    }
}
