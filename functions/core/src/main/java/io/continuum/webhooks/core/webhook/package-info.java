/** Registrations: what a webhook is, how it is made, changed and removed. */
@NullMarked
package io.continuum.webhooks.core.webhook;

import org.jspecify.annotations.NullMarked;
