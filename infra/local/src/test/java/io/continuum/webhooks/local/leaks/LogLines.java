package io.continuum.webhooks.local.leaks;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A terminal that nobody sees: every line goes to the search. */
public final class LogLines {
    private LogLines() {}

    /** Returns where a platform may write its lines. */
    public static PrintStream into(Leaks leaks) {
        return new PrintStream(new Lines(leaks), true, StandardCharsets.UTF_8);
    }

    private static final class Lines extends OutputStream {
        private final Leaks leaks;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(Leaks leaks) {
            this.leaks = leaks;
        }

        @Override
        public synchronized void write(int b) {
            line.write(b);
            if (b == '\n') {
                leaks.wrote("a log line", line.toString(StandardCharsets.UTF_8));
                line.reset();
            }
        }
    }
}
