/** Step 3 of 4: makes one attempt of a delivery and decides what comes next. */
@NullMarked
package io.continuum.webhooks.core.delivery;

import org.jspecify.annotations.NullMarked;
