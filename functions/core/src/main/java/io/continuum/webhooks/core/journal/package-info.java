/** What happened, one line each, for whoever operates this. */
@NullMarked
package io.continuum.webhooks.core.journal;

import org.jspecify.annotations.NullMarked;
