/** Secrets and the signatures made with them. */
@NullMarked
package io.continuum.webhooks.core.signing;

import org.jspecify.annotations.NullMarked;
