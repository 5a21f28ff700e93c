/** What cannot be seen over HTTP. */
@NullMarked
package io.continuum.webhooks.local.secretsmanager.engine;

import org.jspecify.annotations.NullMarked;
