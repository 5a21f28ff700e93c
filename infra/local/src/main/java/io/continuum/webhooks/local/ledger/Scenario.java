package io.continuum.webhooks.local.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the ledger can be asked to run. */
enum Scenario {
    /** All tempers, all points, all faults. */
    MIXED,
    T33(Point.BEFORE_POST),
    T34(Point.DURING_POST),
    T35(Point.BEFORE_RECORD),
    T36(Point.BEFORE_DELETE),
    T37(Point.BEFORE_NEXT_TASK),
    T38(Point.BEFORE_DEAD_LETTER_COPY),
    /** Every message arrives twice. */
    T40,
    /** DynamoDB throttles three calls in ten. */
    T44,
    /** DynamoDB is down when attempts are to be recorded and settled. */
    T45;

    private static final FaultRates MIXTURE = new FaultRates(0, 0.01, 0.005, 0.005, 0.01, 0.01);
    private static final FaultRates TWICE = new FaultRates(0, 0, 0, 0, 0, 1);
    private static final FaultRates THROTTLED = new FaultRates(0.3, 0, 0, 0, 0, 0);

    /** Where it kills; null = anywhere and everywhere. */
    private final @Nullable Point point;

    Scenario() {
        this(null);
    }

    Scenario(@Nullable Point point) {
        this.point = point;
    }

    /** Returns the run of so many deliveries and so many kills; those that are about another fault have none. */
    Plan plan(long seed, int deliveries, int webhooks, int kills, Duration limit) {
        List<Point> points = point == null ? List.of(Point.values()) : List.of(point);
        boolean kill = this != T40 && this != T44 && this != T45;
        return new Plan(
                name(),
                seed,
                deliveries,
                tempers(webhooks),
                kill ? kills : 0,
                points,
                rates(),
                this == T45 ? 3 : 0,
                limit);
    }

    private FaultRates rates() {
        return switch (this) {
            case MIXED -> MIXTURE;
            case T33, T34, T35, T36, T37, T38, T45 -> FaultRates.NONE;
            case T40 -> TWICE;
            case T44 -> THROTTLED;
        };
    }

    private List<Temper> tempers(int webhooks) {
        return switch (this) {
            case MIXED -> all(webhooks);
            case T33, T34, T35, T36, T40, T44, T45 -> Collections.nCopies(webhooks, Temper.STEADY);
            case T37 -> Collections.nCopies(webhooks, Temper.MOODY);
            case T38 -> Collections.nCopies(webhooks, Temper.PICKY);
        };
    }

    /** Half of them accept everything, the others share the tempers. */
    private static List<Temper> all(int webhooks) {
        List<Temper> kinds = List.of(Temper.values());
        List<Temper> tempers = new ArrayList<>(kinds);
        while (tempers.size() < webhooks) {
            Temper next = kinds.get(tempers.size() % kinds.size());
            tempers.add(tempers.size() % 2 == 0 || next.isRare() ? Temper.STEADY : next);
        }
        return tempers;
    }
}
