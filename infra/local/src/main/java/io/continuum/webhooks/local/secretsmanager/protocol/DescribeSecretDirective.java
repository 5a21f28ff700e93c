package io.continuum.webhooks.local.secretsmanager.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.local.secretsmanager.engine.SecretStore;

/** DescribeSecret, which answers for secrets scheduled for deletion too. */
record DescribeSecretDirective(SecretStore store) implements Directive {
    @Override
    public ObjectNode answer(Parameters parameters) {
        return Outputs.details(store.require(Inputs.secretId(parameters)), "VersionIdsToStages");
    }
}
