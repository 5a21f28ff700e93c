/** What stands before the API must let webhooks through. */
@NullMarked
package io.continuum.webhooks.cdk.edge;

import org.jspecify.annotations.NullMarked;
