package io.continuum.webhooks.local.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.continuum.webhooks.lambda.AwsClients;
import io.continuum.webhooks.local.FunctionClients;
import io.continuum.webhooks.local.LocalPlatform;
import io.continuum.webhooks.local.LocalSettings;
import io.continuum.webhooks.local.http.HttpServerTuning;
import io.continuum.webhooks.local.process.Shutdown;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/**
 * The process under test: the whole platform but for its services, which are the ledger's. It takes orders on its standard
 * input, and ends with it. No code of the product knows that it is being tested.
 */
public final class VictimMain {
    static final String STORM = "storm";
    static final String CALM = "calm";
    static final String KILL_AT = "kill-at ";
    static final String TABLE_DOWN_AT = "table-down-at ";
    static final String RATES = "ledger.rates";
    static final String SEED = "ledger.seed";

    /** Long polls of four queues hold twenty. */
    private static final int CONNECTIONS = 300;

    /** As in the functions. */
    private static final Duration READ = Duration.ofSeconds(5);

    /** A minute of the maintenance function is this long here. */
    private static final Duration MINUTE = Duration.ofSeconds(2);

    private VictimMain() {}

    /** Starts, and does what it is told until its input ends. */
    public static void main(String[] args) throws IOException {
        HttpServerTuning.apply();
        Signals signals = new Signals(System.out);
        Faults faults = new Faults(
                FaultRates.parse(Objects.requireNonNull(System.getProperty(RATES))), Long.getLong(SEED, 0), signals);
        Shutdown shutdown = new Shutdown(Duration.ofSeconds(30), System.err::println);
        shutdown.installHook();
        LocalPlatform platform = start(faults, new SecondReceives(faults, signals), shutdown);
        Thread.ofVirtual().start(() -> {
            while (true) {
                LockSupport.parkNanos(MINUTE.toNanos());
                var _ = platform.timer().fire();
            }
        });
        signals.ready(platform.address().toString());
        obey(faults);
        shutdown.exit(0);
    }

    private static LocalPlatform start(Faults faults, SecondReceives receives, Shutdown shutdown) {
        SdkHttpClient http = Apache5HttpClient.builder()
                .maxConnections(CONNECTIONS)
                .socketTimeout(READ)
                .build();
        Endpoints endpoints = Endpoints.ofProperties();
        AwsClients runner = endpoints.clients(http);
        AwsClients pollers = endpoints.clients(new FaultyHttp(http, ServiceCall.POLLER, faults, receives));
        FunctionClients functions =
                (function, _) -> endpoints.clients(new FaultyHttp(http, function.id(), faults, receives));
        return LocalPlatform.start(
                LocalSettings.of(System.getenv()),
                new AwsClients(runner.dynamoDb(), pollers.sqs(), runner.secretsManager()),
                functions,
                shutdown,
                System.out);
    }

    private static void obey(Faults faults) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            if (order.startsWith(KILL_AT)) {
                faults.killAt(Point.valueOf(order.substring(KILL_AT.length())));
            } else if (order.startsWith(TABLE_DOWN_AT)) {
                faults.tableDownAt(Point.valueOf(order.substring(TABLE_DOWN_AT.length())));
            } else {
                faults.storm(order.equals(STORM));
            }
        }
    }
}
