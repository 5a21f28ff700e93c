package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The libraries of npm, asked in one process. */
final class NodeVerifiers {
    private NodeVerifiers() {}

    /** A delivery for a library to judge; for {@code cloudevents}, {@code secret} is the id that it must find. */
    record Case(String library, String secret, Map<String, String> headers, String body) {}

    /** Returns what the libraries say, in order. */
    static List<Boolean> accept(List<Case> cases) {
        try {
            Path folder = prepared();
            ArrayNode input = Api.JSON.valueToTree(cases);
            Process node = new ProcessBuilder("node", "verify.js")
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (OutputStream in = node.getOutputStream()) {
                in.write(input.toString().getBytes(StandardCharsets.UTF_8));
            }
            JsonNode answers = Api.JSON.readTree(node.getInputStream());
            assertThat(answers).hasSameSizeAs(cases);
            return answers.valueStream().map(JsonNode::asBoolean).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path prepared() throws IOException {
        Tools.need("node");
        Tools.need("npm");
        Path folder = Path.of("target", "verifiers").toAbsolutePath();
        Files.createDirectories(folder);
        for (String file : List.of("package.json", "verify.js")) {
            try (InputStream in = NodeVerifiers.class.getResourceAsStream("/verifiers/" + file)) {
                Files.write(
                        folder.resolve(file), Objects.requireNonNull(in, file).readAllBytes());
            }
        }
        if (!Files.exists(folder.resolve("node_modules"))) {
            Tools.run(folder, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
        }
        return folder;
    }
}
