package io.continuum.webhooks.core.signing;

/** How generated secrets are written, and every secret once it is masked. */
public enum SecretForm {
    /** {@code whs_} and base64url: what CONTINUUM's clients know. */
    CONTINUUM("whs_"),
    /** {@code whsec_} and base64: what LanOnasis' clients and every Standard Webhooks library know. */
    STANDARD("whsec_");

    private final String prefix;

    SecretForm(String prefix) {
        this.prefix = prefix;
    }

    /** Returns what such secrets begin with. */
    public String prefix() {
        return prefix;
    }
}
