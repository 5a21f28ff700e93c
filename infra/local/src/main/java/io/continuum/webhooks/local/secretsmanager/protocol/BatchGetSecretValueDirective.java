package io.continuum.webhooks.local.secretsmanager.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.local.secretsmanager.engine.BatchGetSecretValue;
import io.continuum.webhooks.local.secretsmanager.engine.SecretId;

/** BatchGetSecretValue. */
record BatchGetSecretValueDirective(BatchGetSecretValue batchGet) implements Directive {
    @Override
    public ObjectNode answer(Parameters parameters) {
        var batch = batchGet.get(new BatchGetSecretValue.Request(
                parameters.texts("SecretIdList", SecretId::new), Inputs.filters(parameters), Inputs.page(parameters)));
        var answer = Outputs.object();
        var values = answer.putArray("SecretValues");
        batch.values().forEach(value -> values.add(Outputs.value(value)));
        var errors = answer.putArray("Errors");
        batch.failures()
                .forEach(failure -> errors.addObject()
                        .put("SecretId", failure.id().value())
                        .put("ErrorCode", ErrorTypes.of(failure.code()))
                        .put("Message", failure.message()));
        Outputs.next(answer, batch.next());
        return answer;
    }
}
