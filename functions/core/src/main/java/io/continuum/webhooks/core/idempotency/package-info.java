/** Requests that come more than once under one key: the first is carried out, the others get its answer. */
@NullMarked
package io.continuum.webhooks.core.idempotency;

import org.jspecify.annotations.NullMarked;
