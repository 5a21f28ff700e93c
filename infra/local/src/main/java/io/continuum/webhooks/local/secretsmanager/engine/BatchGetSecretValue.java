package io.continuum.webhooks.local.secretsmanager.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the current values of several secrets. Safe for use by many threads. */
public final class BatchGetSecretValue {
    private final GetSecretValue getSecretValue;
    private final SecretStore store;

    /** Reads from that store. */
    public BatchGetSecretValue(SecretStore store) {
        this.store = store;
        this.getSecretValue = new GetSecretValue(store);
    }

    /**
     * Which secrets to read: those of the list or those that pass the filters, never both.
     *
     * @param ids at most 20; empty when there are filters
     * @param filters at most 10, all of which must match; empty when there are ids
     * @param page which page, of at most 20; its size may be given with filters only
     */
    public record Request(List<SecretId> ids, List<Filter> filters, Page.Request page) {
        /** Refuses other combinations with InvalidParameterException. */
        public Request {
            ids = List.copyOf(ids);
            filters = List.copyOf(filters);
            if (ids.isEmpty() == filters.isEmpty()) {
                throw RejectedException.invalidParameter(
                        "Either 'SecretIdList' or 'Filters' must be provided, but not both.");
            }
            if (filters.isEmpty() && page.maxResults() != null) {
                throw RejectedException.invalidParameter(
                        "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.");
            }
            Check.size("SecretIdList", ids.size(), 0, Limits.BATCH_MAX_SECRETS);
            Check.size("Filters", filters.size(), 0, Limits.FILTERS_MAX);
        }
    }

    /**
     * What was read. {@code toString} does not show the values.
     *
     * @param values the values found
     * @param failures why the others could not be read
     * @param next the token for the next page, null when this is the last
     */
    public record Answer(
            List<GetSecretValue.Answer> values,
            List<Failure> failures,
            @Nullable String next) {
        /** Copies the lists. */
        public Answer {
            values = List.copyOf(values);
            failures = List.copyOf(failures);
        }
    }

    /**
     * A secret that could not be read.
     *
     * @param id the secret as the caller named it
     * @param code which error
     * @param message what the caller reads
     */
    public record Failure(SecretId id, ErrorCode code, String message) {}

    /**
     * Reads the page; a secret that cannot be read is a failure in the answer.
     *
     * @throws RejectedException InvalidNextTokenException when the token is not from a batch with filters;
     *     InvalidParameterException when the page is to have fewer than 1 or more than 20 entries
     */
    public Answer get(Request request) {
        var page = request.filters().isEmpty() ? listed(request) : filtered(request);
        var values = new ArrayList<GetSecretValue.Answer>();
        var failures = new ArrayList<Failure>();
        for (var id : page.entries()) {
            try {
                values.add(getSecretValue.get(new GetSecretValue.Request(id, null, null)));
            } catch (RejectedException rejected) {
                failures.add(new Failure(id, rejected.code(), rejected.answer()));
            }
        }
        return new Answer(values, failures, page.next());
    }

    /** The ids of one request fit on one page, so no token can follow from them. */
    private static Page<SecretId> listed(Request request) {
        if (request.page().token() != null) {
            throw RejectedException.invalidNextToken();
        }
        return new Page<>(request.ids(), null);
    }

    private Page<SecretId> filtered(Request request) {
        String scope = "BatchGetSecretValue";
        var pager = new Pager<Secret>(
                secret -> new Position(scope, "", secret.name().value()),
                Position::compareTo,
                scope,
                Limits.BATCH_MAX_SECRETS);
        var secrets = store.all().stream()
                .filter(secret -> !secret.isScheduledForDeletion())
                .filter(secret -> request.filters().stream().allMatch(filter -> filter.matches(secret)));
        var page = pager.page(secrets, request.page());
        return new Page<>(
                page.entries().stream()
                        .map(secret -> new SecretId(secret.arn().value()))
                        .toList(),
                page.next());
    }
}
