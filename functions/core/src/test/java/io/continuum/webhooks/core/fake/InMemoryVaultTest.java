package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.SecretVaultContract;
import io.continuum.webhooks.core.signing.SecretVault;

class InMemoryVaultTest extends SecretVaultContract {
    @Override
    protected SecretVault vault() {
        return new InMemoryVault();
    }
}
