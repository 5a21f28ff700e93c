package io.continuum.webhooks.local.secretsmanager.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.local.secretsmanager.engine.Arn;
import io.continuum.webhooks.local.secretsmanager.engine.GetSecretValue;
import io.continuum.webhooks.local.secretsmanager.engine.Metadata;
import io.continuum.webhooks.local.secretsmanager.engine.Secret;
import io.continuum.webhooks.local.secretsmanager.engine.SecretName;
import io.continuum.webhooks.local.secretsmanager.engine.SecretValue;
import io.continuum.webhooks.local.secretsmanager.engine.StagingLabel;
import io.continuum.webhooks.local.secretsmanager.engine.VersionId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of answers that several operations share. What has no value is left out, as in AWS. */
final class Outputs {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final int MILLISECOND_DIGITS = 3;

    private Outputs() {}

    static ObjectNode object() {
        return JSON.objectNode();
    }

    static ArrayNode list() {
        return JSON.arrayNode();
    }

    static ObjectNode identity(Secret secret) {
        return identity(secret.name(), secret.arn());
    }

    static ObjectNode identity(SecretName name, Arn arn) {
        return object().put("ARN", arn.value()).put("Name", name.value());
    }

    /** Adds an instant as seconds since 1970 with milliseconds: how AWS JSON 1.1 writes a timestamp. */
    static void date(ObjectNode answer, String member, @Nullable Instant instant) {
        if (instant != null) {
            answer.put(member, BigDecimal.valueOf(instant.toEpochMilli(), MILLISECOND_DIGITS));
        }
    }

    /** Adds the start of a day (UTC). */
    static void day(ObjectNode answer, String member, @Nullable LocalDate day) {
        if (day != null) {
            date(answer, member, day.atStartOfDay(ZoneOffset.UTC).toInstant());
        }
    }

    /** Adds the token for the next page, when there is one. */
    static void next(ObjectNode answer, @Nullable String token) {
        if (token != null) {
            answer.put("NextToken", token);
        }
    }

    static ArrayNode labels(List<StagingLabel> labels) {
        var texts = list();
        labels.forEach(label -> texts.add(label.value()));
        return texts;
    }

    /** The fields that DescribeSecret and ListSecrets have in common, under the name that each has for the labels. */
    static ObjectNode details(Secret secret, String labelsMember) {
        var answer = identity(secret);
        metadata(answer, secret.metadata());
        var dates = secret.dates();
        date(answer, "LastChangedDate", dates.changed());
        day(answer, "LastAccessedDate", dates.accessed());
        date(answer, "DeletedDate", dates.deletion());
        date(answer, "CreatedDate", dates.created());
        if (!secret.versions().labels().isEmpty()) {
            answer.set(labelsMember, labelsByVersion(secret));
        }
        return answer;
    }

    /** The fields that GetSecretValue and an entry of BatchGetSecretValue have in common: all of them. */
    static ObjectNode value(GetSecretValue.Answer read) {
        var version = read.version();
        var answer = identity(read.secret()).put("VersionId", version.id().value());
        switch (version.value()) {
            case SecretValue.Text(String text) -> answer.put("SecretString", text);
            case SecretValue.Binary(String base64) -> answer.put("SecretBinary", base64);
        }
        var labels = read.secret().versions().labelsOf(version.id());
        if (!labels.isEmpty()) {
            answer.set("VersionStages", labels(labels));
        }
        date(answer, "CreatedDate", version.created());
        return answer;
    }

    private static void metadata(ObjectNode answer, Metadata metadata) {
        if (metadata.description() != null) {
            answer.put("Description", metadata.description());
        }
        if (metadata.kmsKeyId() != null) {
            answer.put("KmsKeyId", metadata.kmsKeyId());
        }
        if (!metadata.tags().isEmpty()) {
            var tags = answer.putArray("Tags");
            metadata.tags()
                    .forEach(tag -> tags.addObject().put("Key", tag.key()).put("Value", tag.value()));
        }
    }

    private static ObjectNode labelsByVersion(Secret secret) {
        var versions = object();
        secret.versions().labels().values().stream()
                .distinct()
                .forEach((VersionId id) ->
                        versions.set(id.value(), labels(secret.versions().labelsOf(id))));
        return versions;
    }
}
