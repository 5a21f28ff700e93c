package io.continuum.webhooks.local.secretsmanager.storage;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.local.secretsmanager.engine.Arn;
import io.continuum.webhooks.local.secretsmanager.engine.Dates;
import io.continuum.webhooks.local.secretsmanager.engine.Metadata;
import io.continuum.webhooks.local.secretsmanager.engine.RejectedException;
import io.continuum.webhooks.local.secretsmanager.engine.Secret;
import io.continuum.webhooks.local.secretsmanager.engine.SecretName;
import io.continuum.webhooks.local.secretsmanager.engine.SecretValue;
import io.continuum.webhooks.local.secretsmanager.engine.StagingLabel;
import io.continuum.webhooks.local.secretsmanager.engine.Tag;
import io.continuum.webhooks.local.secretsmanager.engine.Version;
import io.continuum.webhooks.local.secretsmanager.engine.VersionId;
import io.continuum.webhooks.local.secretsmanager.engine.Versions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The format of a secret's file: one JSON object, whose {@code format} says which version of the format it is. */
final class SecretCodec {
    private static final String FORMAT = "continuum-secretsmanager/1";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private SecretCodec() {}

    /** Writes a secret with all its values. */
    static byte[] encode(Secret secret) {
        var file = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
        file.put("name", secret.name().value()).put("arn", secret.arn().value());
        encode(file, secret.metadata());
        encode(file, secret.dates());
        var versions = file.putArray("versions");
        secret.versions().all().forEach(version -> encode(versions.addObject(), version));
        var labels = file.putObject("labels");
        secret.versions().labels().forEach((label, id) -> labels.put(label.value(), id.value()));
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a secret; empty means that the bytes are not what {@link #encode} writes. */
    static Optional<Secret> decode(byte[] bytes) {
        try {
            return Optional.ofNullable(MAPPER.readTree(bytes))
                    .filter(file -> FORMAT.equals(file.path("format").textValue()))
                    .map(SecretCodec::secret);
        } catch (JacksonException | DateTimeException | IllegalArgumentException | RejectedException malformed) {
            // Dropped with its message, which may quote a value.
            return Optional.empty();
        } catch (IOException notBytes) {
            throw new IllegalStateException("reading from an array does not fail", notBytes);
        }
    }

    private static void encode(ObjectNode file, Metadata metadata) {
        file.put("description", metadata.description()).put("kmsKeyId", metadata.kmsKeyId());
        var tags = file.putArray("tags");
        metadata.tags().forEach(tag -> tags.addObject().put("key", tag.key()).put("value", tag.value()));
    }

    private static void encode(ObjectNode file, Dates dates) {
        put(file, "created", dates.created());
        put(file, "changed", dates.changed());
        put(file, "accessed", dates.accessed());
        put(file, "deletion", dates.deletion());
    }

    private static void encode(ObjectNode file, Version version) {
        file.put("id", version.id().value());
        put(file, "created", version.created());
        put(file, "accessed", version.accessed());
        switch (version.value()) {
            case SecretValue.Text(String text) -> file.put("text", text);
            case SecretValue.Binary(String base64) -> file.put("binary", base64);
        }
    }

    private static Secret secret(JsonNode file) {
        return new Secret(
                new SecretName(text(file, "name")),
                new Arn(text(file, "arn")),
                new Metadata(
                        optional(file, "description", text -> text),
                        optional(file, "kmsKeyId", text -> text),
                        list(file, "tags", tag -> new Tag(text(tag, "key"), text(tag, "value")))),
                new Versions(list(file, "versions", SecretCodec::version), labels(file)),
                new Dates(
                        Instant.parse(text(file, "created")),
                        Instant.parse(text(file, "changed")),
                        optional(file, "accessed", LocalDate::parse),
                        optional(file, "deletion", Instant::parse)));
    }

    private static Version version(JsonNode version) {
        return new Version(
                new VersionId(text(version, "id")),
                version.has("binary")
                        ? new SecretValue.Binary(text(version, "binary"))
                        : new SecretValue.Text(text(version, "text")),
                Instant.parse(text(version, "created")),
                optional(version, "accessed", LocalDate::parse));
    }

    private static SortedMap<StagingLabel, VersionId> labels(JsonNode file) {
        var labels = new TreeMap<StagingLabel, VersionId>();
        for (Map.Entry<String, JsonNode> label : file.required("labels").properties()) {
            labels.put(new StagingLabel(label.getKey()), new VersionId(text(file.required("labels"), label.getKey())));
        }
        return labels;
    }

    private static void put(ObjectNode file, String member, @Nullable Object value) {
        if (value != null) {
            file.put(member, value.toString());
        }
    }

    private static <T> @Nullable T optional(JsonNode file, String member, Function<String, T> type) {
        return file.hasNonNull(member) ? type.apply(text(file, member)) : null;
    }

    private static <T> List<T> list(JsonNode file, String member, Function<JsonNode, T> type) {
        var list = new ArrayList<T>();
        file.required(member).forEach(node -> list.add(type.apply(node)));
        return list;
    }

    private static String text(JsonNode node, String member) {
        return Optional.ofNullable(node.required(member).textValue())
                .orElseThrow(() -> new IllegalArgumentException(member + " is not a text"));
    }
}
