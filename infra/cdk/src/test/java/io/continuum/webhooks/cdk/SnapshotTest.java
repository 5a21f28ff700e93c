package io.continuum.webhooks.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows what a change of the code does to the template. {@code -Dsnapshot.update} writes the template anew. */
final class SnapshotTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/continuum/webhooks/cdk");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    @ParameterizedTest
    @CsvSource({"dev,rest", "prod,http"})
    void the_template_is_the_one_that_was_reviewed(String stage, String api) throws IOException {
        String now = text(Synthesis.template("stage", stage, "api", api));
        Path file = FOLDER.resolve("webhooks-%s-%s.json".formatted(stage, api));
        if (System.getProperty("snapshot.update") != null) {
            Files.writeString(file, now);
        }

        assertThat(file).as("run with -Dsnapshot.update to make it").exists();
        assertThat(now)
                .as("run with -Dsnapshot.update if the change is wanted, and read the diff")
                .isEqualTo(Files.readString(file));
    }

    private static String text(JsonNode template) throws JsonProcessingException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        return JSON.writer(printer).writeValueAsString(JSON.convertValue(template, Object.class)) + "\n";
    }
}
