/** Names of things: tenants, events, webhooks and deliveries. An id that exists is well formed. */
@NullMarked
package io.continuum.webhooks.core.id;

import org.jspecify.annotations.NullMarked;
