/** The local Secrets Manager as AWS's own SDK sees it. */
@NullMarked
package io.continuum.webhooks.local.secretsmanager;

import org.jspecify.annotations.NullMarked;
