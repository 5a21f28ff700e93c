/** The catalogue as one tenant has it: types of its own, and which events are checked against their schemas. */
@NullMarked
package io.continuum.webhooks.core.event.type;

import org.jspecify.annotations.NullMarked;
