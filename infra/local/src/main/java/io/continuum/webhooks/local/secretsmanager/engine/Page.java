package io.continuum.webhooks.local.secretsmanager.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param entries the entries in order; can be empty
 * @param next the token for the next page, null when this is the last
 * @param <T> what is listed
 */
public record Page<T>(List<T> entries, @Nullable String next) {
    /** Copies the entries. */
    public Page {
        entries = List.copyOf(entries);
    }

    /**
     * Which page to answer.
     *
     * @param maxResults how many entries at most, null for as many as the operation allows
     * @param token the token of the page before, null for the first page
     */
    public record Request(
            @Nullable Long maxResults, @Nullable String token) {
        /** The first page, as large as the operation allows. */
        public static final Request FIRST = new Request(null, null);

        /** Refuses tokens of other lengths with InvalidNextTokenException. */
        public Request {
            if (token != null && (token.isEmpty() || token.length() > Limits.NEXT_TOKEN_MAX_CHARACTERS)) {
                throw RejectedException.invalidNextToken();
            }
        }

        int size(int max) {
            return maxResults == null ? max : (int) Check.range("MaxResults", maxResults, 1, max);
        }
    }
}
