/** The built zip under Lambda's own runtime interface client, over the wire to every service. */
@NullMarked
package io.continuum.webhooks.local.runtime;

import org.jspecify.annotations.NullMarked;
