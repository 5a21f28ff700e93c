/** Ports in memory, as far as the API needs them. */
@NullMarked
package io.continuum.webhooks.lambda.api.memory;

import org.jspecify.annotations.NullMarked;
