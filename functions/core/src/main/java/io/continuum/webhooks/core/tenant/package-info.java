/** Who calls: tenants, their keys and scopes. */
@NullMarked
package io.continuum.webhooks.core.tenant;

import org.jspecify.annotations.NullMarked;
