package io.continuum.webhooks.local.ledger;

import java.time.Duration;
import java.util.List;

/**
 * A run.
 *
 * @param name for the report
 * @param seed decides events, faults, kills and the receivers' moods
 * @param deliveries to be accepted, about
 * @param tempers one per webhook
 * @param kills how often the process is killed
 * @param points where, in turns by chance
 * @param rates faults between the functions and their services
 * @param outages how often DynamoDB goes away just before a record is written
 * @param limit after which the run has failed
 */
record Plan(
        String name,
        long seed,
        int deliveries,
        List<Temper> tempers,
        int kills,
        List<Point> points,
        FaultRates rates,
        int outages,
        Duration limit) {
    /** One event in so many goes to the webhooks that hold up a run. */
    static final int RARE = 100;

    Plan {
        tempers = List.copyOf(tempers);
        points = List.copyOf(points);
    }

    /** Returns how many webhooks get most events. */
    int common() {
        return (int) tempers.stream().filter(temper -> !temper.isRare()).count();
    }

    /** Returns how many events make the deliveries. */
    int events() {
        return Math.ceilDiv(deliveries, common());
    }
}
