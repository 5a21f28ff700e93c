package io.continuum.webhooks.local.ledger;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The processes under test, one after another. Safe for one thread that kills and others that ask for the address. */
final class Victims implements AutoCloseable {
    private final Plan plan;
    private final Endpoints endpoints;
    private final Map<String, String> env;
    private final Witness witness;
    private final InstantSource clock;
    private final List<Life> lives = new ArrayList<>();
    private volatile @Nullable Victim current;
    private boolean storm;

    Victims(Plan plan, Endpoints endpoints, Map<String, String> env, Witness witness, InstantSource clock) {
        this.plan = plan;
        this.endpoints = endpoints;
        this.env = Map.copyOf(env);
        this.witness = witness;
        this.clock = clock;
    }

    /** Starts one; does not wait until it is ready. */
    void start() {
        List<String> options = Stream.concat(
                        endpoints.asOptions().stream(),
                        Stream.of(
                                "-D" + VictimMain.RATES + "=" + plan.rates().asText(),
                                "-D" + VictimMain.SEED + "=" + (plan.seed() + lives.size())))
                .toList();
        current = Victim.start(new Victim.Settings(env, options), witness, clock);
        storm(storm);
    }

    /** Lets faults happen in this one and in its successors, or no more. */
    void storm(boolean on) {
        storm = on;
        current().order(on ? VictimMain.STORM : VictimMain.CALM);
    }

    /** Waits until the present one answers, and returns where. */
    URI address() {
        return current().address();
    }

    Victim current() {
        Victim one = current;
        if (one == null) {
            throw new IllegalStateException("none was started");
        }
        return one;
    }

    /** Kills the present one and starts the next. */
    void kill(Point point) {
        lives.add(current().kill(point));
        start();
    }

    /** Has the present one end in order and starts the next. */
    void restart() {
        end();
        start();
        var _ = address();
    }

    /** Has the present one end in order. */
    void end() {
        lives.add(current().end());
    }

    /** Returns those that are over. */
    List<Life> lives() {
        return List.copyOf(lives);
    }

    @Override
    public void close() {
        Victim one = current;
        if (one != null) {
            one.close();
        }
    }
}
