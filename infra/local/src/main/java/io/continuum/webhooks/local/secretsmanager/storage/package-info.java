/** Where secrets are kept: in memory, or in a folder with one file per secret. */
@NullMarked
package io.continuum.webhooks.local.secretsmanager.storage;

import org.jspecify.annotations.NullMarked;
