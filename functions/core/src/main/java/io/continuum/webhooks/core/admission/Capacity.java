package io.continuum.webhooks.core.admission;

import java.time.Duration;

/**
 * What a webhook's configuration says about how fast it may be sent to; copied into its state by every change.
 *
 * @param maxConcurrency requests in flight at once, 1 to 20
 * @param ratePerMinute requests in a clock minute; 0 = no rate
 * @param timeout the whole of one request
 */
public record Capacity(int maxConcurrency, int ratePerMinute, Duration timeout) {
    /** Returns this capacity, nowhere above {@code ceiling}; a ceiling's rate of 0 is none. */
    public Capacity within(Capacity ceiling) {
        int rate = ceiling.ratePerMinute == 0
                ? ratePerMinute
                : ratePerMinute == 0 ? ceiling.ratePerMinute : Math.min(ratePerMinute, ceiling.ratePerMinute);
        Duration shorter = timeout.compareTo(ceiling.timeout) <= 0 ? timeout : ceiling.timeout;
        return new Capacity(Math.min(maxConcurrency, ceiling.maxConcurrency), rate, shorter);
    }
}
