package io.continuum.webhooks.local.secretsmanager.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.local.secretsmanager.engine.RestoreSecret;

/** RestoreSecret. */
record RestoreSecretDirective(RestoreSecret restoreSecret) implements Directive {
    @Override
    public ObjectNode answer(Parameters parameters) {
        return Outputs.identity(restoreSecret.restore(Inputs.secretId(parameters)));
    }
}
