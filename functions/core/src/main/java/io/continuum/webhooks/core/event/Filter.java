package io.continuum.webhooks.core.event;

import io.continuum.webhooks.core.json.CanonicalJson;

/**
 * What an event must be like, beyond its name, to be wanted (spec.md §3, "Filters").
 *
 * @param source as the tenant wrote it, a JSON object with at least one clause
 */
public record Filter(CanonicalJson source) {}
