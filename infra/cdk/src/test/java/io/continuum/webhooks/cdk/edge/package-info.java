@NullMarked
package io.continuum.webhooks.cdk.edge;

import org.jspecify.annotations.NullMarked;
