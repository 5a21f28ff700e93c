package io.continuum.webhooks.lambda.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.tenant.CreateApiKey;
import io.continuum.webhooks.core.tenant.Dialect;
import io.continuum.webhooks.core.tenant.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what is wanted of a new key, naming everything that is wrong with it at once. */
final class KeyFields {
    private static final int MAX_NAME = 256;

    /** Years have four digits: answers are YYYY-MM-DDThh:mm:ssZ, and sort as text. */
    private static final Instant END_OF_TIME = Instant.parse("+10000-01-01T00:00:00Z");

    private static final Set<String> FIELDS = Set.of("tenant_id", "dialect", "scopes", "name", "expires_at");

    private final JsonNode body;
    private final Instant now;
    private final List<FieldError> errors = new ArrayList<>();

    private KeyFields(JsonNode body, Instant now) {
        this.body = body;
        this.now = now;
    }

    static Result<CreateApiKey.Order> read(JsonNode body, Instant now) {
        return new KeyFields(body, now).order();
    }

    private Result<CreateApiKey.Order> order() {
        if (!body.isObject()) {
            return Result.refused(Refusal.fields(List.of(new FieldError("", "A key is asked for by a JSON object."))));
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                error("/" + name.replace("~", "~0").replace("/", "~1"), "There is no such field.");
            }
        });
        TenantId tenant = text("tenant_id", TenantId::parse, "1 to 64 letters, digits, _ and -.");
        if (body.path("tenant_id").isNull() || !body.has("tenant_id")) {
            error("/tenant_id", "The tenant is needed: 1 to 64 letters, digits, _ and -.");
        }
        Dialect dialect = text(
                "dialect",
                Dialect::of,
                "One of " + Arrays.stream(Dialect.values()).map(Dialect::code).toList() + ".");
        Set<Scope> scopes = scopes();
        String name = text("name", KeyFields::shortEnough, "A string of at most " + MAX_NAME + " characters.");
        Instant expiresAt = text("expires_at", this::future, "A time to come, like 2030-12-06T12:00:00Z.");
        if (tenant == null || !errors.isEmpty()) {
            return Result.refused(Refusal.fields(errors));
        }
        return Result.ok(new CreateApiKey.Order(tenant, dialect, scopes, name == null ? "" : name, expiresAt));
    }

    private Set<Scope> scopes() {
        JsonNode given = body.path("scopes");
        if (given.isMissingNode() || given.isNull()) {
            return Scope.usual();
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        if (!given.isArray() || given.isEmpty()) {
            error("/scopes", "At least one scope, as a list of strings; leave it out for all but admin.");
            return scopes;
        }
        for (int i = 0; i < given.size(); i++) {
            Optional<Scope> scope =
                    given.get(i).isTextual() ? Scope.of(given.get(i).textValue()) : Optional.empty();
            scope.ifPresent(scopes::add);
            if (scope.isEmpty()) {
                List<String> all =
                        Arrays.stream(Scope.values()).map(Scope::code).toList();
                error("/scopes/" + i, "One of " + all + ".");
            }
        }
        return scopes;
    }

    /** Returns what {@code reading} makes of a string; null if it is absent or wrong. */
    private <T> @Nullable T text(String field, Function<String, Optional<T>> reading, String detail) {
        JsonNode given = body.path(field);
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        Optional<T> read = given.isTextual() ? reading.apply(given.textValue()) : Optional.empty();
        if (read.isEmpty()) {
            error("/" + field, detail);
        }
        return read.orElse(null);
    }

    private static Optional<String> shortEnough(String name) {
        return name.length() <= MAX_NAME ? Optional.of(name) : Optional.empty();
    }

    /** Whole milliseconds, as stored times have them. */
    private Optional<Instant> future(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS))
                    .filter(time -> time.isAfter(now) && time.isBefore(END_OF_TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private void error(String pointer, String detail) {
        errors.add(new FieldError(pointer, detail));
    }
}
