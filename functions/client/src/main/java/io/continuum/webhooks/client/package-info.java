/** What users' own programs need: {@code events} publishes, {@code verify} verifies. */
@NullMarked
package io.continuum.webhooks.client;

import org.jspecify.annotations.NullMarked;
