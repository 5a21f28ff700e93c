package io.continuum.webhooks.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.format.BrainBotFormat;
import io.continuum.webhooks.core.format.Format;
import io.continuum.webhooks.core.signing.SignatureScheme;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a delivery is to look like. */
final class WireReader {
    private final Fields fields;
    private final Format usual;
    private final Webhook.@Nullable Wire before;

    /**
     * Reads from {@code fields}.
     *
     * @param usual the format of a webhook that names none
     * @param before what is changed; null for a new webhook
     */
    WireReader(Fields fields, Format usual, Webhook.@Nullable Wire before) {
        this.fields = fields;
        this.usual = usual;
        this.before = before;
    }

    Webhook.Wire read(OwnHeaders headers) {
        Format format = format();
        return new Webhook.Wire(format, signing(), headers.names(), sendRawSecret(format));
    }

    private Format format() {
        JsonNode given = fields.get("format");
        if (given.isMissingNode() && before != null) {
            return before.format();
        }
        if (given.isMissingNode() || given.isNull()) {
            return usual;
        }
        return Format.of(given.asText()).filter(_ -> given.isTextual()).orElseGet(() -> {
            fields.error(
                    "/format",
                    "One of " + Format.all().stream().map(Format::name).toList() + ".");
            return usual;
        });
    }

    private SignatureScheme signing() {
        JsonNode given = fields.get("signing");
        if (given.isMissingNode() && before != null) {
            return before.signing();
        }
        if (given.isMissingNode() || given.isNull()) {
            return SignatureScheme.HMAC;
        }
        Optional<SignatureScheme> scheme = given.isTextual() ? SignatureScheme.of(given.textValue()) : Optional.empty();
        return scheme.orElseGet(() -> {
            fields.error(
                    "/signing",
                    "One of "
                            + Arrays.stream(SignatureScheme.values())
                                    .map(SignatureScheme::code)
                                    .toList() + ".");
            return SignatureScheme.HMAC;
        });
    }

    /** A webhook that is given another format stops sending its secret, and does not begin again by itself. */
    private boolean sendRawSecret(Format format) {
        boolean possible = format instanceof BrainBotFormat;
        Optional<Boolean> given = fields.flag("send_raw_secret", false);
        if (given.orElse(false) && !possible) {
            fields.error("/send_raw_secret", "Only webhooks of the format brain-bot send their secret.");
        }
        return possible && given.orElse(before != null && before.sendRawSecret());
    }
}
