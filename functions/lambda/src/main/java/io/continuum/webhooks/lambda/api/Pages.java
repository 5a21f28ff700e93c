package io.continuum.webhooks.lambda.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.lambda.api.dialect.Listing;
import io.continuum.webhooks.lambda.api.gateway.ProxyAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pages of one list. A page that would not fit into an answer is cut short: it says that there is more, and
 * its cursor goes on where it was cut.
 *
 * @param shape what an item looks like in the answer
 * @param cursor returns the cursor of the page that begins after an item
 */
record Pages<T>(Function<T, ObjectNode> shape, Function<T, String> cursor) {
    /** Bytes of all items as a function answers them: Lambda takes 6 MB in all. Source: Lambda quotas. */
    private static final int MOST_BYTES = 5 * 1024 * 1024;

    /**
     * Returns a page.
     *
     * @param items what was found for {@code window}, at most its limit
     * @param rest the cursor of what comes after them; null = nothing does
     */
    Listing<T> page(List<T> items, Window window, @Nullable String rest) {
        List<T> fitting = new ArrayList<>();
        long bytes = 0;
        for (T item : items) {
            bytes += ProxyAnswer.size(shape.apply(item));
            // One at least, or nobody would ever get past it. No single item is as large as an answer.
            if (bytes > MOST_BYTES && !fitting.isEmpty()) {
                String next = cursor.apply(fitting.getLast());
                return new Listing<>(fitting, window.limit(), window.offset(), true, next);
            }
            fitting.add(item);
        }
        return new Listing<>(fitting, window.limit(), window.offset(), rest != null, rest);
    }
}
