package io.continuum.webhooks.client.events;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of what an event says beside its data. The platform judges it after the queue took it, where no publisher hears
 * of it any more; so it is judged here first. Pure.
 */
final class EventForm {
    /** Names that may be published beside {@code custom.*}: the catalogue. Source: spec §3; a test holds it to {@code events/schemas}. */
    static final Set<String> CATALOGUE = Set.of(
            "memory.created",
            "memory.updated",
            "memory.deleted",
            "concept.discovered",
            "session.started",
            "session.ended",
            "sync.completed",
            "sync.failed",
            "user.created",
            "quota.warning",
            "quota.exceeded",
            "search.performed",
            "user.activity",
            "system.health",
            "analytics.update",
            "memory_added",
            "memory_searched",
            "memory_deleted",
            "memory_updated",
            "preference_stored",
            "correction_stored",
            "relationship_added",
            "relationship_deleted",
            "graph_built",
            "memory_optimized",
            "batch_operation_completed",
            "memory_error");

    private static final String CUSTOM = "custom.";

    /** Characters of a name. Source: spec §3. */
    private static final int MAX_NAME = 128;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_]+([.-][a-zA-Z0-9_]+)*+");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Set<String> PRIORITIES = Set.of("high", "normal", "low");

    /** Characters of a user's or a request's id. Source: spec §3. */
    private static final int MAX_TEXT = 200;

    /** What RFC 3339 can write: years of four digits. */
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private EventForm() {}

    /** Returns what is wrong with an event, without quoting it; empty if nothing is. */
    static Optional<String> fault(WebhookEvent event, String usualTenant) {
        WebhookEvent.Options options = event.options();
        if (!isName(event.name())) {
            return Optional.of("event: use a name of the catalogue, or one that begins with custom.");
        }
        if (!ID.matcher(options.tenant() == null ? usualTenant : options.tenant())
                .matches()) {
            return Optional.of("tenant: it has 1 to 64 letters, digits, _ and -");
        }
        if (options.id() != null && !ID.matcher(options.id()).matches()) {
            return Optional.of("id: it has 1 to 64 letters, digits, _ and -");
        }
        if (options.priority() != null && !PRIORITIES.contains(options.priority())) {
            return Optional.of("priority: it is high, normal or low");
        }
        if (!isYearOfFourDigits(options.timestamp())) {
            return Optional.of("timestamp: its year is 0 to 9999");
        }
        return text("user_id", options.userId()).or(() -> text("request_id", options.requestId()));
    }

    private static boolean isName(String name) {
        return CATALOGUE.contains(name)
                || (name.startsWith(CUSTOM)
                        && name.length() <= MAX_NAME
                        && NAME.matcher(name).matches());
    }

    private static boolean isYearOfFourDigits(@Nullable Instant time) {
        return time == null || (!time.isBefore(FIRST) && time.isBefore(END));
    }

    private static Optional<String> text(String field, @Nullable String value) {
        if (value == null || (!value.isEmpty() && value.length() <= MAX_TEXT && !EventText.hasLoneSurrogate(value))) {
            return Optional.empty();
        }
        return Optional.of(field + ": it has 1 to " + MAX_TEXT + " characters, and no half of a surrogate pair");
    }
}
