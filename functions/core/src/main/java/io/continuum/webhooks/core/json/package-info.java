/** JSON at the border: {@link io.continuum.webhooks.core.json.StrictJson} reads it, {@link io.continuum.webhooks.core.json.CanonicalJson} is what is stored, signed and sent. */
@NullMarked
package io.continuum.webhooks.core.json;

import org.jspecify.annotations.NullMarked;
