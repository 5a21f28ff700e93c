package io.continuum.webhooks.local.secretsmanager.protocol;

import io.continuum.webhooks.local.secretsmanager.engine.Filter;
import io.continuum.webhooks.local.secretsmanager.engine.NewVersion;
import io.continuum.webhooks.local.secretsmanager.engine.Page;
import io.continuum.webhooks.local.secretsmanager.engine.RejectedException;
import io.continuum.webhooks.local.secretsmanager.engine.SecretId;
import io.continuum.webhooks.local.secretsmanager.engine.SecretValue;
import io.continuum.webhooks.local.secretsmanager.engine.Tag;
import io.continuum.webhooks.local.secretsmanager.engine.VersionId;
import java.util.List;
import java.util.Optional;

/** The parts of requests that several operations share. */
final class Inputs {
    private Inputs() {}

    static SecretId secretId(Parameters parameters) {
        return parameters.required("SecretId", SecretId::new);
    }

    /** Returns the version to make, none when the request has no value. */
    static Optional<NewVersion> newVersion(Parameters parameters) {
        var text = Optional.ofNullable(parameters.text("SecretString")).map(SecretValue::ofText);
        var binary = parameters.bytes("SecretBinary").map(SecretValue::ofBytes);
        if (text.isPresent() && binary.isPresent()) {
            throw RejectedException.invalidParameter(
                    "You can't specify both a binary secret value and a string secret value in the same secret.");
        }
        return text.or(() -> binary).map(value -> new NewVersion(token(parameters), value));
    }

    /**
     * Returns the id of the version to make. SDKs add one to every request; without it a retry could not be told from
     * another version, and AWS refuses (LocalStack's recording of AWS, test_no_client_request_token).
     */
    private static VersionId token(Parameters parameters) {
        return Optional.ofNullable(parameters.text("ClientRequestToken", VersionId::new))
                .orElseThrow(() -> RejectedException.invalidRequest(
                        "You must provide a ClientRequestToken value. We recommend a UUID-type value."));
    }

    static List<Tag> tags(Parameters parameters) {
        return parameters.objects("Tags").stream()
                .map(tag -> new Tag(
                        tag.required("Key", key -> key),
                        Optional.ofNullable(tag.text("Value")).orElse("")))
                .toList();
    }

    static List<Filter> filters(Parameters parameters) {
        return parameters.objects("Filters").stream()
                .map(filter ->
                        new Filter(filter.required("Key", Inputs::filterKey), filter.texts("Values", value -> value)))
                .toList();
    }

    static Page.Request page(Parameters parameters) {
        return new Page.Request(parameters.number("MaxResults"), parameters.text("NextToken"));
    }

    private static Filter.Key filterKey(String key) {
        return switch (key) {
            case "description" -> Filter.Key.DESCRIPTION;
            case "name" -> Filter.Key.NAME;
            case "tag-key" -> Filter.Key.TAG_KEY;
            case "tag-value" -> Filter.Key.TAG_VALUE;
            case "primary-region" -> Filter.Key.PRIMARY_REGION;
            case "owning-service" -> Filter.Key.OWNING_SERVICE;
            case "all" -> Filter.Key.ALL;
            default ->
                throw RejectedException.invalidParameter("A filter's key must be one of description, name,"
                        + " tag-key, tag-value, primary-region, owning-service, all.");
        };
    }
}
