package io.continuum.webhooks.local.secretsmanager.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.local.secretsmanager.engine.DeleteSecret;

/** DeleteSecret. */
record DeleteSecretDirective(DeleteSecret deleteSecret) implements Directive {
    @Override
    public ObjectNode answer(Parameters parameters) {
        var deleted = deleteSecret.delete(new DeleteSecret.Request(
                Inputs.secretId(parameters),
                parameters.number("RecoveryWindowInDays"),
                parameters.flag("ForceDeleteWithoutRecovery")));
        var answer = Outputs.identity(deleted.name(), deleted.arn());
        Outputs.date(answer, "DeletionDate", deleted.deletion());
        return answer;
    }
}
