package io.continuum.webhooks.core;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;

/** Reads the tables of cases under {@code src/test/resources/vectors}. */
public final class Vectors {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Vectors() {}

    /** Returns the entries of a JSON array, each called by its {@code name} or else by its place. */
    public static Stream<Named<JsonNode>> json(String file) {
        try (var in = requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + file), file)) {
            var cases = StreamSupport.stream(MAPPER.readTree(in).spliterator(), false)
                    .toList();
            return cases.stream().map(one -> Named.of(one.path("name").asText("case " + cases.indexOf(one)), one));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
