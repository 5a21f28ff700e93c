package io.continuum.webhooks.local.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Something of the stack that the emulator has not, from infra/cdk/emulator/gaps.csv. Tests of infra/cdk hold the template
 * to it instead.
 *
 * @param id names it
 * @param type of the resources
 * @param property that makes the difference; empty = the type itself
 * @param outcome what the emulator does with it
 */
record Gap(String id, String type, String property, Outcome outcome) {
    private static final Path LIST = Path.of("../cdk/emulator/gaps.csv");
    private static final int COLUMNS = 5;

    /** What an emulator does with what it has not. */
    enum Outcome {
        /** Fails the stack: left out of the template. */
        REFUSED,
        /** Says nothing and leaves it out. */
        DROPPED,
        /** Keeps it and does not act on it. */
        UNENFORCED,
        /** Does it wrongly; emulator/start.py puts it right, and says so in the log. */
        MENDED
    }

    static List<Gap> all() {
        try {
            return Files.readAllLines(LIST).stream()
                    .skip(1)
                    .map(line -> line.split(",", COLUMNS))
                    .map(cells -> new Gap(cells[0], cells[1], cells[2], Outcome.valueOf(cells[3])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Gap> all(Outcome outcome) {
        return all().stream().filter(gap -> gap.outcome == outcome).toList();
    }

    /** Whether a resource of the template is one of these. */
    boolean has(JsonNode resource) {
        return resource.path("Type").asText().equals(type)
                && (property.isEmpty() || resource.path("Properties").has(property));
    }
}
