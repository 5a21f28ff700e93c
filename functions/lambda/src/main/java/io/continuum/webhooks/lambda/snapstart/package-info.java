/** SnapStart: what happens before Lambda takes the snapshot of a function's process. */
@NullMarked
package io.continuum.webhooks.lambda.snapstart;

import org.jspecify.annotations.NullMarked;
