package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.journal.Journal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was logged. */
final class RecordingJournal implements Journal {
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    record Line(Level level, String event, Map<String, ?> fields) {}

    @Override
    public void write(Level level, String event, Map<String, ?> fields) {
        lines.add(new Line(level, event, Map.copyOf(fields)));
    }

    List<Line> lines() {
        return lines;
    }
}
