package io.continuum.webhooks.core.signing;

/**
 * Credentials as a keyring encrypted them. Nothing of it is secret.
 *
 * @param keyId which key of the keyring opens it
 * @param text base64 of the nonce (12 bytes), the ciphertext and the tag (16 bytes), one after the other
 */
public record Sealed(String keyId, String text) {}
