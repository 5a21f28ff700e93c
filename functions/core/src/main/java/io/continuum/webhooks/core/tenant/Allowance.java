package io.continuum.webhooks.core.tenant;

import java.util.Locale;

/**
 * What a tenant may ask for only so often: one small request that makes the platform, or somebody else's receiver, do
 * much. This table is the only place of these numbers. They are far above what people and their programs need, and low
 * enough that one key, stolen or in a loop, costs little.
 */
public enum Allowance {
    /**
     * A test reaches a receiver past breaker and rate, and keeps an invocation busy for up to 20 s: of one tenant at most
     * 20 at a time, and a receiver sees at most one every two seconds.
     */
    TEST(60, 30),

    /** A dry run sends nothing, but renders and signs up to 256 KiB: 10 a second are 2.5 MiB. */
    DRY_RUN(600, 300),

    /** A retry reaches a receiver past breaker and rate; a redrive keeps to both and does 10,000 at once. */
    RETRY(300, 120),

    /** A recovery counts and re-sends up to 10,000 deliveries; a dry run of it reads as much. */
    RECOVER(30, 10),

    /** A redrive re-sends up to 10,000 deliveries; it may name many webhooks, so it counts for the tenant only. */
    REDRIVE(30, 30);

    private final int ofTenant;
    private final int ofWebhook;

    Allowance(int ofTenant, int ofWebhook) {
        this.ofTenant = ofTenant;
        this.ofWebhook = ofWebhook;
    }

    /** Returns how many a tenant may ask for in a clock minute. */
    public int ofTenant() {
        return ofTenant;
    }

    /** Returns how many a tenant may ask for about one webhook in a clock minute. */
    public int ofWebhook() {
        return ofWebhook;
    }

    /** Returns the name in stores, snake_case; never changes. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
