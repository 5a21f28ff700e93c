package io.continuum.webhooks.local.secretsmanager.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.local.secretsmanager.engine.TagResource;

/** TagResource, whose answer is empty. */
record TagResourceDirective(TagResource tagResource) implements Directive {
    @Override
    public ObjectNode answer(Parameters parameters) {
        parameters.require("Tags");
        tagResource.tag(Inputs.secretId(parameters), Inputs.tags(parameters));
        return Outputs.object();
    }
}
