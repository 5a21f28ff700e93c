package io.continuum.webhooks.local.leaks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * What anything in this JVM prints beside the platform's own lines: to {@code System.out}, to {@code System.err}, or by
 * {@code java.util.logging}, which keeps the {@code System.err} that it found. It is printed as before, and every line goes
 * to all who listen. Installed once and left in place: whoever took the streams meanwhile has them still.
 */
final class Console {
    private static final Collection<LineStream> STREAMS = new CopyOnWriteArrayList<>();

    private Console() {}

    /** Listens from the first call on. */
    static synchronized void listen() {
        if (STREAMS.isEmpty()) {
            System.setOut(both("System.out", System.out));
            System.setErr(both("System.err", System.err));
            Logger.getLogger("").addHandler(new Records());
        }
    }

    /** Tells all who listen of lines that have no end yet. */
    static void tellRest() {
        STREAMS.forEach(LineStream::tellRest);
    }

    private static PrintStream both(String place, PrintStream before) {
        LineStream lines = new LineStream(line -> wrote(place, line));
        STREAMS.add(lines);
        return new PrintStream(new Tee(before, lines), true, StandardCharsets.UTF_8);
    }

    private static void wrote(String place, String text) {
        Leaks.open().forEach(leaks -> leaks.wrote(place, text));
    }

    private static final class Tee extends OutputStream {
        private final PrintStream before;
        private final OutputStream lines;

        Tee(PrintStream before, OutputStream lines) {
            this.before = before;
            this.lines = lines;
        }

        @Override
        public void write(int b) throws IOException {
            before.write(b);
            lines.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            before.write(bytes, from, length);
            lines.write(bytes, from, length);
        }

        @Override
        public void flush() {
            before.flush();
        }
    }

    private static final class Records extends Handler {
        Records() {
            setFormatter(new SimpleFormatter());
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord event) {
            wrote("java.util.logging", getFormatter().format(event));
        }

        @Override
        public void flush() {
            // Every record is handed over at once.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
