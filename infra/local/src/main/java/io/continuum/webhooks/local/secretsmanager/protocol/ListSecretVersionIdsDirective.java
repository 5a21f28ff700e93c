package io.continuum.webhooks.local.secretsmanager.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.local.secretsmanager.engine.ListSecretVersionIds;
import io.continuum.webhooks.local.secretsmanager.engine.Secret;
import io.continuum.webhooks.local.secretsmanager.engine.Version;
import java.util.Optional;

/** ListSecretVersionIds, which answers for secrets scheduled for deletion too. */
record ListSecretVersionIdsDirective(ListSecretVersionIds listVersions) implements Directive {
    /** What AWS answers for versions under the account's default key. */
    private static final String DEFAULT_KEY = "DefaultEncryptionKey";

    @Override
    public ObjectNode answer(Parameters parameters) {
        var found = listVersions.list(new ListSecretVersionIds.Request(
                Inputs.secretId(parameters), parameters.flag("IncludeDeprecated"), Inputs.page(parameters)));
        var answer = Outputs.identity(found.secret());
        var list = answer.putArray("Versions");
        found.versions().entries().forEach(version -> list.add(entry(found.secret(), version)));
        Outputs.next(answer, found.versions().next());
        return answer;
    }

    private static ObjectNode entry(Secret secret, Version version) {
        var entry = Outputs.object().put("VersionId", version.id().value());
        var labels = secret.versions().labelsOf(version.id());
        if (!labels.isEmpty()) {
            entry.set("VersionStages", Outputs.labels(labels));
        }
        Outputs.day(entry, "LastAccessedDate", version.accessed());
        Outputs.date(entry, "CreatedDate", version.created());
        entry.putArray("KmsKeyIds")
                .add(Optional.ofNullable(secret.metadata().kmsKeyId()).orElse(DEFAULT_KEY));
        return entry;
    }
}
