package io.continuum.webhooks.core.egress;

/**
 * One HTTP header of a request that is about to be sent.
 *
 * @param name as written on the wire; compared without regard to case by receivers
 * @param value one line of text
 */
public record Header(String name, String value) {}
