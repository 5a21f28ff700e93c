package io.continuum.webhooks.local.leaks;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Hands over every line once it is whole. Thread-safe. */
final class LineStream extends OutputStream {
    private final Consumer<String> reader;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineStream(Consumer<String> reader) {
        this.reader = reader;
    }

    @Override
    public synchronized void write(int b) {
        line.write(b);
        if (b == '\n') {
            tellRest();
            line.reset();
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            write(bytes[i]);
        }
    }

    /** Hands over what has no end of line yet, and keeps it: the line goes on. */
    synchronized void tellRest() {
        if (line.size() > 0) {
            reader.accept(line.toString(StandardCharsets.UTF_8));
        }
    }
}
