package io.continuum.webhooks.core.idempotency;

import io.continuum.webhooks.core.id.TenantId;

/**
 * A request with a key.
 *
 * @param tenant whose it is; keys of different tenants never meet
 * @param path what it is sent to, in one spelling; the same key on another path is another request
 * @param key what the client calls it
 * @param bodyHash SHA-256 of what it says, in hexadecimal
 */
public record KeyedRequest(TenantId tenant, String path, IdempotencyKey key, String bodyHash) {}
