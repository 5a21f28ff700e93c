/** The wire forms a webhook can receive: body, headers, what counts as success, and when to try again. */
@NullMarked
package io.continuum.webhooks.core.format;

import org.jspecify.annotations.NullMarked;
