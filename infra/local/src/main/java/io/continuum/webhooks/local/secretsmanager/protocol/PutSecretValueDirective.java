package io.continuum.webhooks.local.secretsmanager.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.local.secretsmanager.engine.PutSecretValue;
import io.continuum.webhooks.local.secretsmanager.engine.RejectedException;
import io.continuum.webhooks.local.secretsmanager.engine.StagingLabel;

/** PutSecretValue. */
record PutSecretValueDirective(PutSecretValue putSecretValue) implements Directive {
    @Override
    public ObjectNode answer(Parameters parameters) {
        var id = Inputs.secretId(parameters);
        var version = Inputs.newVersion(parameters)
                .orElseThrow(() ->
                        RejectedException.invalidRequest("You must provide either SecretString or SecretBinary."));
        var labels = parameters.texts("VersionStages", StagingLabel::new);
        if (parameters.has("VersionStages") && labels.isEmpty()) {
            throw RejectedException.invalidParameter("VersionStages must have 1-20 entries.");
        }
        var secret = putSecretValue.put(new PutSecretValue.Request(id, version, labels));
        var answer = Outputs.identity(secret).put("VersionId", version.id().value());
        answer.set("VersionStages", Outputs.labels(secret.versions().labelsOf(version.id())));
        return answer;
    }
}
