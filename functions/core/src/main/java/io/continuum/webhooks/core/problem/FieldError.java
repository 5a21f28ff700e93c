package io.continuum.webhooks.core.problem;

/**
 * What is wrong with one part of a request body.
 *
 * @param pointer RFC 6901 pointer to the part; empty = the whole body
 * @param detail what is wrong and what would be right; never repeats a secret
 */
public record FieldError(String pointer, String detail) {}
