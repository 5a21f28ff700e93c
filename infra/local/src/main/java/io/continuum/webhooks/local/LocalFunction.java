package io.continuum.webhooks.local;

/** The four functions, each of which is a process of its own in Lambda. */
public enum LocalFunction {
    /** Answers requests. */
    API("Api"),
    /** Matches events with webhooks. */
    EMITTER("Emitter"),
    /** Sends. */
    DELIVERY("Delivery"),
    /** Does the minute's work. */
    MAINTENANCE("Maintenance");

    private final String id;

    LocalFunction(String id) {
        this.id = id;
    }

    /** Returns its construct id in a deployment (spec §9). */
    public String id() {
        return id;
    }
}
