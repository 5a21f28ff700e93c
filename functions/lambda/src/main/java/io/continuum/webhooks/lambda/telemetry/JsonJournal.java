package io.continuum.webhooks.lambda.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.journal.Journal;
import java.io.PrintStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes each line as one JSON object to a stream. In Lambda that is standard output; its logger would wrap the line in
 * a string once more. Thread-safe.
 */
public final class JsonJournal implements Journal {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final @Nullable InstantSource clock;

    private JsonJournal(PrintStream out, @Nullable InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Returns a journal whose lines begin with their time, to the millisecond. */
    public static JsonJournal stamped(PrintStream out, InstantSource clock) {
        return new JsonJournal(out, clock);
    }

    /** Returns a journal for a log that stamps lines itself: CloudWatch's {@code @timestamp} need not be paid twice. */
    public static JsonJournal unstamped(PrintStream out) {
        return new JsonJournal(out, null);
    }

    @Override
    public void write(Level level, String event, Map<String, ?> fields) {
        ObjectNode line = JSON.createObjectNode();
        if (clock != null) {
            line.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        }
        line.put("level", level.name());
        line.put("message", event);
        fields.forEach((name, value) -> line.set(name, JSON.valueToTree(value)));
        try {
            out.println(JSON.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            // A tree of strings, numbers and booleans can always be written.
            out.println("{\"level\":\"ERROR\",\"message\":\"journal.unwritable\"}");
        }
    }
}
