package io.continuum.webhooks.lambda.telemetry;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A stream that keeps what is written to it, and in which pieces. */
public final class Captured {
    private final List<String> writes = new ArrayList<>();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream() {
        @Override
        public synchronized void write(byte[] buffer, int offset, int length) {
            super.write(buffer, offset, length);
            writes.add(new String(buffer, offset, length, StandardCharsets.UTF_8));
        }
    };

    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    /** Returns the stream. */
    public PrintStream stream() {
        return stream;
    }

    /** Returns everything so far. */
    public String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Returns everything so far, each write by itself. */
    List<String> writes() {
        return writes;
    }

    /** Returns everything so far and forgets it. */
    public String take() {
        String text = text();
        bytes.reset();
        writes.clear();
        return text;
    }
}
