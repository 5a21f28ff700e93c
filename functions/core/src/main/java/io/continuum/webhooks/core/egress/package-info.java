/** What may leave this system and where to. */
@NullMarked
package io.continuum.webhooks.core.egress;

import org.jspecify.annotations.NullMarked;
