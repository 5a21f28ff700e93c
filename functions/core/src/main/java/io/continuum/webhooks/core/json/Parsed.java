package io.continuum.webhooks.core.json;

import com.fasterxml.jackson.databind.JsonNode;

/** What came of reading JSON from outside. */
public sealed interface Parsed {
    /**
     * The text was JSON within the limits. It always has a canonical form: {@link CanonicalJson#of} takes it.
     *
     * @param node the whole text; integers and decimals keep all their digits
     */
    record Ok(JsonNode node) implements Parsed {}

    /**
     * The text was refused.
     *
     * @param code stable and snake_case: {@code empty}, {@code malformed_utf8}, {@code byte_order_mark},
     *     {@code syntax}, {@code trailing_content}, {@code too_deep}, {@code too_many_keys}, {@code duplicate_key},
     *     {@code lone_surrogate} (in a key: {@code syntax}), {@code number_too_long} or {@code number_out_of_range}
     * @param detail what is wrong, for the one who sent it
     * @param line where, from 1
     * @param column where in that line, in characters, from 1
     */
    record Bad(String code, String detail, long line, long column) implements Parsed {}
}
