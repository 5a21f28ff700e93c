package io.continuum.webhooks.local.ledger;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Kills the process again and again, spread by chance over the deliveries. */
final class Kills {
    private static final long PAUSE_NANOS = 5_000_000;

    /** The last kill comes when so much of everything is through. */
    private static final double LAST = 0.9;

    /** How long a process is given to come to its point; then it is killed wherever it is. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int MOST_MILLIS_LATE = 200;

    private final Plan plan;
    private final Victims victims;
    private final Receivers receivers;
    private final Consumer<String> log;
    private final SplittableRandom random;

    Kills(Plan plan, Victims victims, Receivers receivers, Consumer<String> log) {
        this.plan = plan;
        this.victims = victims;
        this.receivers = receivers;
        this.log = log;
        this.random = new SplittableRandom(plan.seed() + 2);
    }

    /** Kills as often as is planned, as long as {@code goOn} says so. */
    void carryOut(BooleanSupplier goOn) {
        int steps = plan.kills() + plan.outages();
        for (int step = 0; step < steps; step++) {
            double share = (step + random.nextDouble()) / steps;
            int threshold = (int) (share * LAST * plan.deliveries());
            while (receivers.deliveries() < threshold && goOn.getAsBoolean()) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            if (!goOn.getAsBoolean()) {
                return;
            }
            var _ = victims.address();
            if (step < plan.kills()) {
                kill(step);
            } else {
                victims.current().order(VictimMain.TABLE_DOWN_AT + Point.BEFORE_RECORD);
            }
        }
    }

    private void kill(int number) {
        Point point = plan.points().get(random.nextInt(plan.points().size()));
        boolean reached = switch (point) {
            case ANYWHERE -> {
                LockSupport.parkNanos(
                        Duration.ofMillis(random.nextInt(MOST_MILLIS_LATE)).toNanos());
                yield true;
            }
            case DURING_POST -> duringPost();
            case BEFORE_EVENT_IS_SENT,
                    BEFORE_TASKS,
                    BEFORE_POST,
                    BEFORE_RECORD,
                    BEFORE_NEXT_TASK,
                    BEFORE_DEAD_LETTER_COPY,
                    BEFORE_SETTLEMENT,
                    BEFORE_DELETE -> {
                victims.current().order(VictimMain.KILL_AT + point);
                yield victims.current().stands(PATIENCE);
            }
        };
        victims.kill(reached ? point : Point.ANYWHERE);
        log.accept("kill %d at %s; %d deliveries have arrived"
                .formatted(number + 1, reached ? point : Point.ANYWHERE, receivers.deliveries()));
    }

    /** The receiver has the request, and its sender is gone before the answer. */
    private boolean duringPost() {
        Victim victim = victims.current();
        receivers.onNext(victim::strike);
        return victim.isGone(PATIENCE);
    }
}
