package io.continuum.webhooks.lambda.api;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param limit the most that may be answered
 * @param offset how many are skipped; 0 with a position
 * @param position where the page before ended, as the list understands it; null = from the beginning
 */
record Window(int limit, int offset, @Nullable String position) {}
