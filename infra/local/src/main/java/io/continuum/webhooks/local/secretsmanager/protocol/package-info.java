/** AWS JSON 1.1 over HTTP: one directive per operation turns a request into a use case of the engine and back. */
@NullMarked
package io.continuum.webhooks.local.secretsmanager.protocol;

import org.jspecify.annotations.NullMarked;
