package io.continuum.webhooks.local.secretsmanager.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.local.secretsmanager.engine.RejectedException;
import io.continuum.webhooks.local.secretsmanager.engine.UpdateSecret;

/** UpdateSecret. */
record UpdateSecretDirective(UpdateSecret updateSecret) implements Directive {
    @Override
    public ObjectNode answer(Parameters parameters) {
        if (parameters.has("Type")) {
            throw RejectedException.invalidParameter("The local Secrets Manager does not support Type.");
        }
        var version = Inputs.newVersion(parameters);
        var secret = updateSecret.update(new UpdateSecret.Request(
                Inputs.secretId(parameters),
                parameters.text("Description"),
                parameters.text("KmsKeyId"),
                version.orElse(null)));
        var answer = Outputs.identity(secret);
        version.ifPresent(made -> answer.put("VersionId", made.id().value()));
        return answer;
    }
}
