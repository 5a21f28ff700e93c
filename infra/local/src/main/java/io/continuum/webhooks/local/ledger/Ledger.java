package io.continuum.webhooks.local.ledger;

import io.continuum.webhooks.local.http.HttpServerTuning;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Runs the ledger: {@code mvn -Pledger}. Ends with exit code 1 and the deliveries in question if anything does not agree.
 * System properties: {@code ledger.scenario} (mixed, t33 … t45), {@code ledger.deliveries}, {@code ledger.webhooks},
 * {@code ledger.kills}, {@code ledger.seed}, {@code ledger.minutes} (longest time), {@code ledger.report} (a folder for
 * table and plot; empty = none).
 */
public final class Ledger {
    private static final int DELIVERIES = 100_000;
    private static final int WEBHOOKS = 40;
    private static final int KILLS = 100;
    private static final int MINUTES = 45;

    private Ledger() {}

    /** Runs, prints, and ends the process: threads of the engines would keep it. */
    public static void main(String[] args) throws IOException {
        HttpServerTuning.apply();
        Scenario scenario =
                Scenario.valueOf(System.getProperty("ledger.scenario", "mixed").toUpperCase(Locale.ROOT));
        Plan plan = scenario.plan(
                Long.getLong("ledger.seed", 1),
                Integer.getInteger("ledger.deliveries", DELIVERIES),
                Integer.getInteger("ledger.webhooks", WEBHOOKS),
                Integer.getInteger("ledger.kills", KILLS),
                Duration.ofMinutes(Integer.getInteger("ledger.minutes", MINUTES)));
        boolean agrees;
        try (Run run = new Run(plan, InstantSource.system(), Ledger::say)) {
            Outcome outcome = run.run();
            Report report = new Report(outcome);
            say(report.table());
            String folder = System.getProperty("ledger.report", "");
            if (!folder.isEmpty()) {
                report.write(Path.of(folder));
            }
            agrees = outcome.verdict().agrees();
            say(agrees ? "Everything agrees." : outcome.verdict().differences());
        }
        System.exit(agrees ? 0 : 1);
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
