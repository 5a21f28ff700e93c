/** What people look at must be there, and say what is true. */
@NullMarked
package io.continuum.webhooks.cdk.operations;

import org.jspecify.annotations.NullMarked;
