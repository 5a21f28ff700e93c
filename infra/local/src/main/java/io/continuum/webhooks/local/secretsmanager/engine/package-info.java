/**
 * The rules of AWS Secrets Manager as its API reference states them: no HTTP, no files.
 *
 * <p>{@link io.continuum.webhooks.local.secretsmanager.engine.SecretStore} holds the secrets; each operation is one
 * class beside it. All values here are immutable.
 */
@NullMarked
package io.continuum.webhooks.local.secretsmanager.engine;

import org.jspecify.annotations.NullMarked;
