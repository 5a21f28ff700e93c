/** The vaults for signing secrets. */
@NullMarked
package io.continuum.webhooks.lambda.secrets;

import org.jspecify.annotations.NullMarked;
