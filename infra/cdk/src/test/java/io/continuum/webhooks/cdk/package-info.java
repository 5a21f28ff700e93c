/** What the template must say. */
@NullMarked
package io.continuum.webhooks.cdk;

import org.jspecify.annotations.NullMarked;
