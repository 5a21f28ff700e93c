package io.continuum.webhooks.lambda.secrets;

/** Where webhooks' secrets are kept. */
public enum SecretStorage {
    /** One secret in Secrets Manager per webhook: policies can tell them apart; 0.40 USD a month each. */
    SECRETS_MANAGER,

    /** Encrypted in the table of webhooks, with a key from one secret in Secrets Manager. */
    KEYRING
}
