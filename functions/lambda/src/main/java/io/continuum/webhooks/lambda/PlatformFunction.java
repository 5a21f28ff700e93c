package io.continuum.webhooks.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

/** The four functions, each of which is a process of its own in Lambda. */
public enum PlatformFunction {
    /** Answers requests. */
    API("Api"),
    /** Matches events with webhooks. */
    EMITTER("Emitter"),
    /** Sends. */
    DELIVERY("Delivery"),
    /** Does the minute's work. */
    MAINTENANCE("Maintenance");

    private final String id;

    PlatformFunction(String id) {
        this.id = id;
    }

    /** Returns its construct id in a deployment (spec §9). */
    public String id() {
        return id;
    }

    /** Returns its handler in a process of its own. What it throws names types and places, and quotes no data. */
    public RequestStreamHandler handler(Wiring process) {
        return new Unquoted(
                switch (this) {
                    case API -> process.apiHandler();
                    case EMITTER -> process.emitterHandler();
                    case DELIVERY -> process.deliveryHandler();
                    case MAINTENANCE -> process.maintenanceHandler();
                });
    }
}
