/** How answers look. A dialect decides names and shapes, and nothing else. */
@NullMarked
package io.continuum.webhooks.lambda.api.dialect;

import org.jspecify.annotations.NullMarked;
