package io.continuum.webhooks.lambda.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.continuum.webhooks.core.problem.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/openapi.yaml is a document that tools can read. */
class ApiDescriptionTest {
    private static final String META = "/openapi/openapi-3.1-schema-2022-10-07.json";
    private static final ApiDescription DESCRIPTION = ApiDescription.ofWorkingTree();
    private static final JsonNode ROOT = DESCRIPTION.root();

    @Test
    void it_satisfies_the_schema_of_openapi_documents() throws IOException {
        try (InputStream in = Objects.requireNonNull(ApiDescriptionTest.class.getResourceAsStream(META))) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new JsonMapper().readTree(in));

            assertThat(schema.validate(ROOT)).isEmpty();
        }
    }

    @Test
    void every_reference_leads_somewhere() {
        assertThat(references())
                .allSatisfy(
                        reference -> assertThat(ROOT.at(reference.substring(1)).isMissingNode())
                                .as(reference)
                                .isFalse());
    }

    @Test
    void every_component_is_used() {
        Set<String> used = references();
        List<String> unused = new ArrayList<>();
        ROOT.path("components").properties().stream()
                .filter(kind -> !kind.getKey().equals("securitySchemes"))
                .forEach(kind -> kind.getValue()
                        .fieldNames()
                        .forEachRemaining(name -> unused.add("#/components/" + kind.getKey() + "/" + name)));
        unused.removeAll(used);

        assertThat(unused).isEmpty();
    }

    @Test
    void every_schema_satisfies_the_meta_schema_of_json_schema() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema("{\"$ref\": \"https://json-schema.org/draft/2020-12/schema\"}");
        ROOT.path("components")
                .path("schemas")
                .properties()
                .forEach(schema -> assertThat(meta.validate(schema.getValue()))
                        .as(schema.getKey())
                        .isEmpty());
        visit("", ROOT, (pointer, node) -> {
            if (node.has("schema") && !pointer.contains("/properties")) {
                assertThat(meta.validate(node.path("schema"))).as(pointer).isEmpty();
            }
        });
    }

    @Test
    void every_example_satisfies_its_schema() {
        Schemas schemas = Schemas.asWritten(DESCRIPTION);
        List<String> wrong = new ArrayList<>();
        visit("", ROOT, (pointer, node) -> {
            JsonNode schema = node.path("schema");
            if (schema.isObject() && !pointer.contains("/schemas/")) {
                node.path("examples")
                        .properties()
                        .forEach(example -> schemas.objections(
                                        schema, example.getValue().path("value"))
                                .forEach(objection -> wrong.add(pointer + "/" + example.getKey() + ": " + objection)));
                if (node.has("example")) {
                    schemas.objections(schema, node.path("example"))
                            .forEach(objection -> wrong.add(pointer + ": " + objection));
                }
            }
            if (pointer.contains("/schemas/") && node.path("examples").isArray()) {
                node.path("examples")
                        .forEach(example -> schemas.objections(node, example)
                                .forEach(objection -> wrong.add(pointer + ": " + objection)));
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void every_operation_says_who_may_and_has_a_name_of_its_own() {
        List<String> ids = new ArrayList<>();
        Set<String> tags = ROOT.path("tags")
                .valueStream()
                .map(tag -> tag.path("name").asText())
                .collect(Collectors.toSet());
        DESCRIPTION.operations().forEach(operation -> {
            ids.add(operation.node().path("operationId").asText());
            assertThat(operation.scope()).as(operation.toString()).isNotEmpty();
            assertThat(operation.node().path("summary").asText())
                    .as(operation.toString())
                    .isNotEmpty();
            assertThat(operation.node().path("description").asText())
                    .as(operation.toString())
                    .isNotEmpty();
            assertThat(tags).contains(operation.node().path("tags").path(0).asText());
        });

        assertThat(ids).doesNotContain("").doesNotHaveDuplicates();
    }

    @Test
    void every_parameter_in_a_path_is_described() {
        DESCRIPTION.operations().forEach(operation -> {
            List<String> described = DESCRIPTION.parameters(operation).stream()
                    .filter(parameter -> parameter.path("in").asText().equals("path"))
                    .map(parameter -> "{" + parameter.path("name").asText() + "}")
                    .toList();
            List<String> needed = Arrays.stream(operation.path().split("/", -1))
                    .filter(segment -> segment.startsWith("{"))
                    .toList();
            assertThat(described).as(operation.toString()).containsExactlyInAnyOrderElementsOf(needed);
        });
    }

    @Test
    void every_post_takes_an_idempotency_key() {
        assertThat(DESCRIPTION.operations())
                .filteredOn(operation -> operation.method().equals("POST"))
                .allSatisfy(operation -> assertThat(DESCRIPTION.parameters(operation))
                        .anyMatch(parameter -> parameter.path("name").asText().equals("Idempotency-Key")));
    }

    @Test
    void it_knows_exactly_the_codes_of_errors_that_there_are() {
        List<String> documented = ROOT.at("/components/schemas/ErrorCode/enum")
                .valueStream()
                .map(JsonNode::asText)
                .toList();

        assertThat(documented)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList());
    }

    private static Set<String> references() {
        Set<String> references = new HashSet<>();
        visit("", ROOT, (_, node) -> {
            if (node.path("$ref").isTextual()) {
                references.add(node.path("$ref").textValue());
            }
        });
        return references;
    }

    private static void visit(String pointer, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(pointer, node);
        node.properties().forEach(field -> visit(pointer + "/" + field.getKey(), field.getValue(), visitor));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            visit(pointer + "/" + i, node.get(i), visitor);
        }
    }
}
