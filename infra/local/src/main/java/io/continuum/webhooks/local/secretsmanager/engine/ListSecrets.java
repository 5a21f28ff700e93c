package io.continuum.webhooks.local.secretsmanager.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists secrets page by page. Safe for use by many threads. */
public final class ListSecrets {
    private final SecretStore store;

    /** Lists the secrets of that store. */
    public ListSecrets(SecretStore store) {
        this.store = store;
    }

    /** What a list is sorted by; equal values are sorted by name. */
    public enum SortBy {
        /** When the secrets were created. */
        CREATED_DATE,
        /** The day on which they were last read; never comes before any day. */
        LAST_ACCESSED_DATE,
        /** When they were last changed. */
        LAST_CHANGED_DATE,
        /** Their names. */
        NAME
    }

    /**
     * Which secrets to list.
     *
     * @param filters at most 10, all of which must match
     * @param includeDeleted whether to list secrets scheduled for deletion too
     * @param sortBy what to sort by
     * @param descending whether to list the last ones first
     * @param page which page
     */
    public record Request(
            List<Filter> filters, boolean includeDeleted, SortBy sortBy, boolean descending, Page.Request page) {
        /** Refuses more filters with InvalidParameterException. */
        public Request {
            filters = List.copyOf(filters);
            Check.size("Filters", filters.size(), 0, Limits.FILTERS_MAX);
        }
    }

    /**
     * Lists the page.
     *
     * @throws RejectedException InvalidNextTokenException when the token is not from a list sorted the same way;
     *     InvalidParameterException when the page is to have fewer than 1 or more than 100 entries
     */
    public Page<Secret> list(Request request) {
        store.removeExpired();
        String scope = "ListSecrets " + request.sortBy() + (request.descending() ? " desc" : " asc");
        Comparator<Position> order = request.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        var pager = new Pager<Secret>(
                secret -> new Position(
                        scope, key(secret, request.sortBy()), secret.name().value()),
                order,
                scope,
                Limits.LIST_MAX_RESULTS);
        var secrets = store.all().stream()
                .filter(secret -> request.includeDeleted() || !secret.isScheduledForDeletion())
                .filter(secret -> request.filters().stream().allMatch(filter -> filter.matches(secret)));
        return pager.page(secrets, request.page());
    }

    private static String key(Secret secret, SortBy sortBy) {
        var dates = secret.dates();
        return switch (sortBy) {
            case CREATED_DATE -> key(dates.created());
            case LAST_CHANGED_DATE -> key(dates.changed());
            case LAST_ACCESSED_DATE -> key(startOf(dates.accessed()));
            case NAME -> "";
        };
    }

    private static Instant startOf(@Nullable LocalDate day) {
        return day == null ? Instant.EPOCH : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Twenty digits sort like the numbers, for every millisecond since 1970. */
    private static String key(Instant instant) {
        return "%020d".formatted(instant.toEpochMilli());
    }
}
