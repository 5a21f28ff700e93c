/** Step 3 of 4: a task becomes a request, a record and a next step. */
@NullMarked
package io.continuum.webhooks.core.delivery;

import org.jspecify.annotations.NullMarked;
