package io.continuum.webhooks.lambda.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import io.continuum.webhooks.core.event.type.SchemaCheck;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.problem.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON Schema 2020-12 by networknt's validator. Compiled schemas are kept. {@code format} is an annotation, as the
 * specification has it. Thread-safe.
 */
public final class NetworkntSchemaCheck implements SchemaCheck {
    /** Compiled schemas kept by one process. */
    private static final int KEPT = 100;

    /** Errors that are told of one check. */
    private static final int MOST_ERRORS = 20;

    /** Parts of the schema times values of the data: about a second. */
    private static final long MOST_STEPS = 10_000_000;

    private static final String META = "https://json-schema.org/draft/2020-12/schema";

    private final SchemaRegistry registry;
    private final Map<CanonicalJson, Compiled> compiled = new LinkedHashMap<>(16, 0.75f, true);

    /** A schema that can be used, and how many parts it has. */
    private record Compiled(Schema schema, long parts) {}

    private static final class Meta {
        /** Reads the metaschema out of the validator's own jar; tenants' schemas are data to it and never compiled. */
        static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(META));
    }

    /** Makes a check without any schemas yet. */
    public NetworkntSchemaCheck() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .regularExpressionFactory(PatternBudget.factory())
                .pathType(PathType.JSON_POINTER)
                .build();
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                // The rules for schemas let no reference out; whatever gets past them finds nothing.
                builder -> builder.schemaRegistryConfig(config)
                        .schemaCacheEnabled(false)
                        .resourceLoaders(loaders -> loaders.values(List::clear))
                        .schemaLoader(loader -> loader.fetchRemoteResources(false)));
    }

    @Override
    public List<FieldError> faults(CanonicalJson schema) {
        JsonNode node = schema.node();
        List<FieldError> faults = new ArrayList<>();
        for (Error error : Meta.SCHEMA.validate(node)) {
            faults.add(fault(error));
        }
        return faults.isEmpty() ? SchemaRules.faults(node) : limited(faults);
    }

    @Override
    public List<FieldError> violations(CanonicalJson schema, CanonicalJson data) {
        Compiled known = compiled(schema);
        JsonNode node = data.node();
        if (known.parts() * values(node) > MOST_STEPS) {
            return List.of(new FieldError("", "The data is too large to be checked against this schema."));
        }
        List<FieldError> errors = new ArrayList<>();
        try {
            PatternBudget.run(() -> known.schema().validate(node).forEach(error -> errors.add(fault(error))));
        } catch (PatternBudget.Exhausted e) {
            return List.of(new FieldError("", "The schema's patterns take too long on this data."));
        } catch (StackOverflowError e) {
            // Java's regular expressions recurse for every repetition of a group.
            return List.of(new FieldError("", "The schema's patterns nest too deep on this data."));
        }
        return limited(errors);
    }

    private Compiled compiled(CanonicalJson schema) {
        synchronized (compiled) {
            Compiled known = compiled.get(schema);
            if (known == null) {
                JsonNode node = schema.node();
                known = new Compiled(registry.getSchema(node), SchemaRules.parts(node));
                compiled.put(schema, known);
                if (compiled.size() > KEPT) {
                    compiled.remove(compiled.keySet().iterator().next());
                }
            }
            return known;
        }
    }

    private static long values(JsonNode node) {
        long values = 1;
        for (JsonNode child : node) {
            values += values(child);
        }
        return values;
    }

    /** The validator's own texts quote values. */
    private static FieldError fault(Error error) {
        String keyword = String.valueOf(error.getKeyword());
        String property = error.getProperty();
        String which = property == null ? "" : " (" + property + ")";
        return new FieldError(
                error.getInstanceLocation().toString(), "It does not satisfy `" + keyword + "`" + which + ".");
    }

    private static List<FieldError> limited(List<FieldError> errors) {
        return errors.stream().distinct().limit(MOST_ERRORS).toList();
    }
}
