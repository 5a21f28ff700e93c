/** What no request or message would do, in bounded steps. */
@NullMarked
package io.continuum.webhooks.core.maintenance;

import org.jspecify.annotations.NullMarked;
