package io.continuum.webhooks.core.retry;

import io.continuum.webhooks.core.retry.RetrySchedule.Exponential;
import io.continuum.webhooks.core.retry.RetrySchedule.Steps;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The schedules of the formats (the table of spec.md §4). */
public final class Presets {
    /** Six attempts in 35 minutes (seed 002 §3). */
    public static final Steps CONTINUUM = steps("PT0S", "PT1S", "PT5S", "PT30S", "PT5M", "PT30M");

    /** Three attempts: at once, after 1 s and after 2 s (seed 003). */
    public static final Exponential LANONASIS = new Exponential(3, Duration.ofSeconds(1), 2, Duration.ofSeconds(300));

    /** Three retries, after 1, 2 and 4 s (seed 004). */
    public static final Exponential BRAIN_BOT = new Exponential(4, Duration.ofSeconds(1), 2, Duration.ofSeconds(300));

    /** Ten attempts in three days, as the Standard Webhooks specification proposes. */
    public static final Steps STANDARD =
            steps("PT0S", "PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT14H", "PT20H", "PT24H");

    private Presets() {}

    /** Returns the schedule of the format of that name; empty if there is none. */
    public static Optional<RetrySchedule> of(String format) {
        return switch (format) {
            case "continuum", "slack", "discord" -> Optional.of(CONTINUUM);
            case "lanonasis" -> Optional.of(LANONASIS);
            case "brain-bot" -> Optional.of(BRAIN_BOT);
            case "standard", "cloudevents", "cloudevents-binary" -> Optional.of(STANDARD);
            default -> Optional.empty();
        };
    }

    private static Steps steps(String... delays) {
        return new Steps(Stream.of(delays).map(Duration::parse).toList());
    }
}
