package io.continuum.webhooks.local.secretsmanager.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.local.secretsmanager.engine.ListSecrets;
import io.continuum.webhooks.local.secretsmanager.engine.ListSecrets.SortBy;
import io.continuum.webhooks.local.secretsmanager.engine.RejectedException;
import java.util.Optional;

/** ListSecrets. */
record ListSecretsDirective(ListSecrets listSecrets) implements Directive {
    @Override
    public ObjectNode answer(Parameters parameters) {
        var page = listSecrets.list(new ListSecrets.Request(
                Inputs.filters(parameters),
                parameters.flag("IncludePlannedDeletion"),
                Optional.ofNullable(parameters.text("SortBy", ListSecretsDirective::sortBy))
                        .orElse(SortBy.CREATED_DATE),
                Optional.ofNullable(parameters.text("SortOrder", ListSecretsDirective::descending))
                        .orElse(false),
                Inputs.page(parameters)));
        var answer = Outputs.object();
        var list = answer.putArray("SecretList");
        page.entries().forEach(secret -> list.add(Outputs.details(secret, "SecretVersionsToStages")));
        Outputs.next(answer, page.next());
        return answer;
    }

    private static SortBy sortBy(String text) {
        return switch (text) {
            case "created-date" -> SortBy.CREATED_DATE;
            case "last-accessed-date" -> SortBy.LAST_ACCESSED_DATE;
            case "last-changed-date" -> SortBy.LAST_CHANGED_DATE;
            case "name" -> SortBy.NAME;
            default ->
                throw RejectedException.invalidParameter(
                        "SortBy must be one of created-date, last-accessed-date, last-changed-date, name.");
        };
    }

    private static boolean descending(String text) {
        return switch (text) {
            case "asc" -> false;
            case "desc" -> true;
            default -> throw RejectedException.invalidParameter("SortOrder must be asc or desc.");
        };
    }
}
