package io.continuum.webhooks.local.secretsmanager.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.local.secretsmanager.engine.CreateSecret;
import io.continuum.webhooks.local.secretsmanager.engine.Metadata;
import io.continuum.webhooks.local.secretsmanager.engine.RejectedException;
import io.continuum.webhooks.local.secretsmanager.engine.SecretName;
import java.util.List;

/** CreateSecret. */
record CreateSecretDirective(CreateSecret createSecret) implements Directive {
    /** What needs more than one region, account or partner; ignoring it would be a trap. */
    private static final List<String> UNSUPPORTED = List.of("AddReplicaRegions", "CrossAccountPrimaryARN", "Type");

    @Override
    public ObjectNode answer(Parameters parameters) {
        for (String name : UNSUPPORTED) {
            if (parameters.has(name)) {
                throw RejectedException.invalidParameter("The local Secrets Manager does not support " + name + ".");
            }
        }
        var first = Inputs.newVersion(parameters);
        var secret = createSecret.create(new CreateSecret.Request(
                parameters.required("Name", SecretName::new),
                new Metadata(parameters.text("Description"), parameters.text("KmsKeyId"), Inputs.tags(parameters)),
                first.orElse(null)));
        var answer = Outputs.identity(secret);
        first.ifPresent(version -> answer.put("VersionId", version.id().value()));
        return answer;
    }
}
