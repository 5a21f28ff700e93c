package io.continuum.webhooks.local.secretsmanager.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.local.secretsmanager.engine.GetSecretValue;
import io.continuum.webhooks.local.secretsmanager.engine.StagingLabel;
import io.continuum.webhooks.local.secretsmanager.engine.VersionId;

/** GetSecretValue. */
record GetSecretValueDirective(GetSecretValue getSecretValue) implements Directive {
    @Override
    public ObjectNode answer(Parameters parameters) {
        return Outputs.value(getSecretValue.get(new GetSecretValue.Request(
                Inputs.secretId(parameters),
                parameters.text("VersionId", VersionId::new),
                parameters.text("VersionStage", StagingLabel::new))));
    }
}
