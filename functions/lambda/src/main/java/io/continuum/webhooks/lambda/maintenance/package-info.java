/** The maintenance function: the minute's tick. */
@NullMarked
package io.continuum.webhooks.lambda.maintenance;

import org.jspecify.annotations.NullMarked;
