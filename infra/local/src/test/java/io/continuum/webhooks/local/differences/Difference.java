package io.continuum.webhooks.local.differences;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A line of {@code differences.csv}.
 *
 * @param probe which probe shows it
 * @param implementation {@code embedded} or {@code localstack}
 * @param differs what it does, and what AWS does
 * @param reason why we live with it
 */
record Difference(String probe, String implementation, String differs, String reason) {
    private static final int COLUMNS = 4;

    /** Reads the list. Columns are separated by semicolons, because sentences have commas. */
    static List<Difference> all() {
        try (InputStream file = Objects.requireNonNull(Difference.class.getResourceAsStream("differences.csv"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(Difference::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Difference of(String line) {
        String[] columns = line.split(";", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalStateException("not four columns: " + line);
        }
        return new Difference(columns[0].strip(), columns[1].strip(), columns[2].strip(), columns[3].strip());
    }
}
