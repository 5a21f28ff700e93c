package io.continuum.webhooks.local.secretsmanager.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.local.secretsmanager.engine.UntagResource;

/** UntagResource, whose answer is empty. */
record UntagResourceDirective(UntagResource untagResource) implements Directive {
    @Override
    public ObjectNode answer(Parameters parameters) {
        parameters.require("TagKeys");
        untagResource.untag(Inputs.secretId(parameters), parameters.texts("TagKeys", key -> key));
        return Outputs.object();
    }
}
