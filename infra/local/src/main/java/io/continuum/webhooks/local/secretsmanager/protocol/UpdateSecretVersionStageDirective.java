package io.continuum.webhooks.local.secretsmanager.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.local.secretsmanager.engine.StagingLabel;
import io.continuum.webhooks.local.secretsmanager.engine.UpdateSecretVersionStage;
import io.continuum.webhooks.local.secretsmanager.engine.VersionId;

/** UpdateSecretVersionStage. */
record UpdateSecretVersionStageDirective(UpdateSecretVersionStage updateStage) implements Directive {
    @Override
    public ObjectNode answer(Parameters parameters) {
        return Outputs.identity(updateStage.update(new UpdateSecretVersionStage.Request(
                Inputs.secretId(parameters),
                parameters.required("VersionStage", StagingLabel::new),
                parameters.text("RemoveFromVersionId", VersionId::new),
                parameters.text("MoveToVersionId", VersionId::new))));
    }
}
