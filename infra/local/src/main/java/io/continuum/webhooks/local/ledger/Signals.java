package io.continuum.webhooks.local.ledger;

import java.io.PrintStream;
import java.util.List;

/**
 * What the process under test tells the ledger, one line each on its standard output: a line that is written is in the
 * pipe, and outlives a SIGKILL. Thread-safe.
 */
final class Signals {
    static final String PREFIX = "LEDGER ";
    static final String READY = PREFIX + "ready ";
    static final String HERE = PREFIX + "here ";
    static final String FAULT = PREFIX + "fault ";
    static final String COPIED = PREFIX + "copied ";
    static final String REDELIVERED = PREFIX + "redelivered ";
    static final String HELD = PREFIX + "held ";

    private final PrintStream out;

    Signals(PrintStream out) {
        this.out = out;
    }

    void ready(String address) {
        out.println(READY + address);
    }

    /** Says that the process stands where it is to be killed. */
    void here(Point point) {
        out.println(HERE + point);
    }

    void fault(Fault fault, ServiceCall call) {
        out.println(FAULT + fault + " " + call.operation());
    }

    /** Says whose tasks, as {@link Witness#attempt} writes them, were handed out once more. */
    void copied(List<String> attempts) {
        out.println(COPIED + String.join(" ", attempts));
    }

    /** Says whose tasks came for the second time, or as possible copies. */
    void redelivered(List<String> attempts) {
        out.println(REDELIVERED + String.join(" ", attempts));
    }

    /** Says that so many more tasks are received and not deleted; fewer if negative. */
    void held(int tasks) {
        out.println(HELD + tasks);
    }
}
