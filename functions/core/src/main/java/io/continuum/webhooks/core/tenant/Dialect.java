package io.continuum.webhooks.core.tenant;

import io.continuum.webhooks.core.signing.SecretForm;
import java.util.Locale;
import java.util.Optional;

/** The API form that a tenant speaks. It also sets the defaults of its new webhooks. */
public enum Dialect {
    /** Flat objects; ids {@code wh_}, {@code evt_}, {@code dlv_}. */
    CONTINUUM,
    /** {@code success}/{@code data} envelopes; ids {@code webhook_}, {@code event_}. */
    LANONASIS;

    /** Returns the name used in answers. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns how its tenants' secrets are written. */
    public SecretForm secretForm() {
        return switch (this) {
            case CONTINUUM -> SecretForm.CONTINUUM;
            case LANONASIS -> SecretForm.STANDARD;
        };
    }

    /** Returns the dialect of that name; empty if there is none. */
    public static Optional<Dialect> of(String code) {
        for (Dialect dialect : values()) {
            if (dialect.code().equals(code)) {
                return Optional.of(dialect);
            }
        }
        return Optional.empty();
    }
}
