package io.continuum.webhooks.local.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A run as a table and as a plot. */
final class Report {
    private final Outcome outcome;

    Report(Outcome outcome) {
        this.outcome = outcome;
    }

    /**
     * Writes {@code ledger-<scenario>.md} and {@code .svg} into {@code folder}, which is made if it is missing.
     *
     * @throws IOException if it cannot be written
     */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        String name = "ledger-" + outcome.plan().name().toLowerCase(Locale.ROOT);
        Files.writeString(folder.resolve(name + ".md"), table() + "\n![Deliveries over time](" + name + ".svg)\n");
        Files.writeString(folder.resolve(name + ".svg"), new Plot(outcome).svg());
    }

    /** Returns the figures as a table of Markdown. */
    String table() {
        return rows().entrySet().stream()
                .map(row -> "| %s | %s |\n".formatted(row.getKey(), row.getValue()))
                .collect(Collectors.joining("", "| figure | value |\n| --- | --- |\n", ""));
    }

    private Map<String, String> rows() {
        Plan plan = outcome.plan();
        Verdict verdict = outcome.verdict();
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("scenario, seed", plan.name() + ", " + plan.seed());
        rows.put("webhooks", Integer.toString(plan.tempers().size()));
        rows.put("events accepted", number(outcome.published().accepted().size()));
        rows.put(
                "publishes given up without an answer",
                number(outcome.published().unanswered().size()));
        rows.put(Audit.DELIVERIES, number(verdict.of(Audit.DELIVERIES)));
        rows.put("– " + Audit.SUCCESS, number(verdict.of(Audit.SUCCESS)));
        rows.put("– " + Audit.DEAD_LETTER, number(verdict.of(Audit.DEAD_LETTER)));
        rows.put("– " + Audit.HELD, number(verdict.of(Audit.HELD)));
        rows.put(Audit.INACTIVE, number(verdict.of(Audit.INACTIVE)));
        rows.put("kills", outcome.kills() + points());
        outcome.faults()
                .forEach((kind, count) ->
                        rows.put("calls " + kind.toLowerCase(Locale.ROOT).replace('_', ' '), number(count)));
        rows.put(AuditRequests.ATTEMPTS, number(verdict.of(AuditRequests.ATTEMPTS)));
        rows.put(AuditRequests.UNSEEN, number(verdict.of(AuditRequests.UNSEEN)));
        rows.put(AuditRequests.REQUESTS, number(verdict.of(AuditRequests.REQUESTS)));
        rows.put(AuditRequests.IN_FLIGHT, number(verdict.of(AuditRequests.IN_FLIGHT)));
        rows.put(AuditRequests.BY_KILL, number(verdict.of(AuditRequests.BY_KILL)));
        rows.put(AuditRequests.BY_COPY, number(verdict.of(AuditRequests.BY_COPY)));
        rows.put(AuditRequests.BY_FAULT, number(verdict.of(AuditRequests.BY_FAULT)));
        rows.put(AuditRequests.BY_REDELIVERY, number(verdict.of(AuditRequests.BY_REDELIVERY)));
        rows.put(AuditTotals.COPIES, number(verdict.of(AuditTotals.COPIES)));
        rows.put("**lost**", "**" + number(verdict.lost().size()) + "**");
        rows.put("**unexplained**", "**" + number(verdict.unexplained().size()) + "**");
        rows.put(
                "duration", Duration.between(outcome.started(), outcome.ended()).toSeconds() + " s");
        rows.put(
                "machine",
                "%d processors, %s, Java %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                                Runtime.version()));
        return rows;
    }

    private String points() {
        return outcome.lives().stream()
                .filter(Life::killed)
                .collect(Collectors.groupingBy(Life::point, java.util.TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + entry.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String number(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
