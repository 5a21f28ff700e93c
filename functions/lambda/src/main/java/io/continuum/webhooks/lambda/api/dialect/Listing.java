package io.continuum.webhooks.lambda.api.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of something.
 *
 * @param items in the list's order
 * @param limit the most that a page may have
 * @param offset how many came before
 * @param more whether others follow
 * @param next the cursor of the next page; null = there is none
 */
public record Listing<T>(
        List<T> items,
        int limit,
        int offset,
        boolean more,
        @Nullable String next) {
    /** Copies the items. */
    public Listing {
        items = List.copyOf(items);
    }

    /** Returns the page of a list that is known as a whole. */
    public static <T> Listing<T> of(List<T> all, int limit, int offset) {
        List<T> items = all.stream().skip(offset).limit(limit).toList();
        return new Listing<>(items, limit, offset, offset + items.size() < all.size(), null);
    }
}
