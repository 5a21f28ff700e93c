/**
 * A wire-compatible AWS Secrets Manager on this machine: no such server exists on Maven Central.
 *
 * <p>Entry point: {@link io.continuum.webhooks.local.secretsmanager.SecretsManagerServer}. {@code protocol} knows HTTP
 * and JSON, {@code engine} knows the service's rules and no HTTP, {@code storage} keeps secrets in memory or in files.
 */
@NullMarked
package io.continuum.webhooks.local.secretsmanager;

import org.jspecify.annotations.NullMarked;
