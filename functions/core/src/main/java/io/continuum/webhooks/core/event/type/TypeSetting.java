package io.continuum.webhooks.core.event.type;

import io.continuum.webhooks.core.event.Priority;
import org.jspecify.annotations.Nullable;

/**
 * What a publish needs to know about a type.
 *
 * @param check whether data is compared with the schema
 * @param priority of events that state none; null = the catalogue's
 * @param revision of the stored type
 */
public record TypeSetting(Checking check, @Nullable Priority priority, long revision) {}
