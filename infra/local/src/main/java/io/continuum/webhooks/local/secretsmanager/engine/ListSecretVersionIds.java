package io.continuum.webhooks.local.secretsmanager.engine;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Lists the versions of a secret page by page, oldest first. Safe for use by many threads. */
public final class ListSecretVersionIds {
    private final SecretStore store;

    /** Lists versions of secrets of that store. */
    public ListSecretVersionIds(SecretStore store) {
        this.store = store;
    }

    /**
     * Which versions to list.
     *
     * @param id the secret, scheduled for deletion or not
     * @param includeDeprecated whether to list versions without labels too
     * @param page which page
     */
    public record Request(SecretId id, boolean includeDeprecated, Page.Request page) {}

    /**
     * The versions found.
     *
     * @param secret the secret
     * @param versions one page of its versions
     */
    public record Answer(Secret secret, Page<Version> versions) {}

    /**
     * Lists the page.
     *
     * @throws RejectedException ResourceNotFoundException when there is no such secret; InvalidNextTokenException when
     *     the token is not from a list of this secret's versions; InvalidParameterException when the page is to have
     *     fewer than 1 or more than 100 entries
     */
    public Answer list(Request request) {
        var secret = store.require(request.id());
        String scope = "ListSecretVersionIds " + secret.arn().value();
        var pager = new Pager<Entry>(
                entry -> entry.position(scope), Comparator.naturalOrder(), scope, Limits.LIST_MAX_RESULTS);
        var all = secret.versions().all();
        var entries = IntStream.range(0, all.size())
                .mapToObj(index -> new Entry(all.get(index), index))
                .filter(entry -> request.includeDeprecated()
                        || !secret.versions().labelsOf(entry.version().id()).isEmpty());
        var page = pager.page(entries, request.page());
        var versions = page.entries().stream().map(Entry::version).toList();
        return new Answer(secret, new Page<>(versions, page.next()));
    }

    /** A version and its place among all; the place decides between versions of the same millisecond. */
    private record Entry(Version version, int index) {
        Position position(String scope) {
            String key = "%020d".formatted(version.created().toEpochMilli());
            return new Position(scope, key, "%010d".formatted(index));
        }
    }
}
