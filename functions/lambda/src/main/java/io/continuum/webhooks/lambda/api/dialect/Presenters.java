package io.continuum.webhooks.lambda.api.dialect;

import io.continuum.webhooks.core.tenant.Dialect;

/** Finds the presenter of a dialect. */
public final class Presenters {
    private static final Presenter CONTINUUM = new Continuum();
    private static final Presenter LANONASIS = new Lanonasis();

    private Presenters() {}

    /** Returns the presenter for callers of whom nothing is known. */
    public static Presenter usual() {
        return CONTINUUM;
    }

    /** Returns the presenter of a dialect. */
    public static Presenter of(Dialect dialect) {
        return switch (dialect) {
            case CONTINUUM -> CONTINUUM;
            case LANONASIS -> LANONASIS;
        };
    }
}
