package io.continuum.webhooks.local.secretsmanager.engine;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Cuts a list into pages.
 *
 * @param position where an entry stands in the list
 * @param order ascending or descending
 * @param scope the scope of the tokens
 * @param max the largest page
 * @param <T> what is listed
 */
record Pager<T>(Function<T, Position> position, Comparator<Position> order, String scope, int max) {
    /** Sorts the entries and returns the page asked for. */
    Page<T> page(Stream<T> entries, Page.Request request) {
        int size = request.size(max);
        var rest = after(entries, request)
                .sorted(Comparator.comparing(position, order))
                .limit(size + 1L)
                .toList();
        List<T> page = rest.subList(0, Math.min(size, rest.size()));
        return new Page<>(
                page, rest.size() > size ? position.apply(page.getLast()).token() : null);
    }

    private Stream<T> after(Stream<T> entries, Page.Request request) {
        String token = request.token();
        if (token == null) {
            return entries;
        }
        var last = Position.parse(token, scope);
        return entries.filter(entry -> order.compare(position.apply(entry), last) > 0);
    }
}
