package io.continuum.webhooks.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SwitchTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a tenant wants a secret replaced.
 *
 * @param grace how long older secrets stay valid; zero ends them at once
 * @param when when the new secret takes over the headers that carry one signature only
 * @param secret the new one; empty = one is made
 */
public record Rotation(Duration grace, SwitchTime when, Optional<Secret> secret) {
    /** Of a rotation that names none. Source: spec.md §2. */
    public static final Duration USUAL_GRACE = Duration.ofHours(24);

    /** Longest one. Source: spec.md §2. */
    public static final Duration LONGEST_GRACE = Duration.ofDays(7);

    private static final String GRACE = "grace_seconds";
    private static final String SWITCH = "switch";
    private static final String SECRET = "secret";
    private static final Set<String> FIELDS = Set.of(GRACE, SWITCH, SECRET);

    /** Reads the fields of the API, all of them optional, naming everything that is wrong at once. */
    public static Result<Rotation> read(JsonNode body) {
        if (!body.isObject()) {
            return Result.refused(Refusal.fields(List.of(new FieldError("", "A rotation is a JSON object."))));
        }
        List<FieldError> errors = new ArrayList<>();
        body.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                String pointer = "/" + name.replace("~", "~0").replace("/", "~1");
                errors.add(new FieldError(pointer, "There is no such field."));
            }
        });
        Duration grace = grace(body.path(GRACE), errors);
        SwitchTime when = when(body.path(SWITCH), errors);
        Optional<Secret> secret =
                SecretReader.read(body.path(SECRET), fault -> errors.add(new FieldError("/" + SECRET, fault)));
        return errors.isEmpty() ? Result.ok(new Rotation(grace, when, secret)) : Result.refused(Refusal.fields(errors));
    }

    private static Duration grace(JsonNode given, List<FieldError> errors) {
        if (given.isMissingNode() || given.isNull()) {
            return USUAL_GRACE;
        }
        long longest = LONGEST_GRACE.toSeconds();
        if (!given.isIntegralNumber()
                || !given.canConvertToLong()
                || given.longValue() < 0
                || given.longValue() > longest) {
            errors.add(new FieldError("/" + GRACE, "A whole number from 0 to " + longest + "."));
            return USUAL_GRACE;
        }
        return Duration.ofSeconds(given.longValue());
    }

    private static SwitchTime when(JsonNode given, List<FieldError> errors) {
        if (given.isMissingNode() || given.isNull()) {
            return SwitchTime.NOW;
        }
        Optional<SwitchTime> when = given.isTextual() ? SwitchTime.of(given.textValue()) : Optional.empty();
        if (when.isEmpty()) {
            errors.add(new FieldError("/" + SWITCH, "now or at_end."));
        }
        return when.orElse(SwitchTime.NOW);
    }
}
