@NullMarked
package io.continuum.webhooks.cdk.operations;

import org.jspecify.annotations.NullMarked;
