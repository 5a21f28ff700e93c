package io.continuum.webhooks.local.endtoend;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The modules of {@code examples/} that verify, each asked about all deliveries in one process of its language. */
enum Judge {
    PYTHON("python3", "verify_webhook.py", "judge.py"),
    JAVASCRIPT("node", "verify_webhook.js", "judge.js"),
    GO("go", "verify_webhook.go", "judge_test.go");

    private static final Path EXAMPLES =
            Path.of("..", "..", "examples").toAbsolutePath().normalize();
    private static final String ANSWERS = "answers.jsonl";

    private final String program;
    private final String example;
    private final String harness;

    Judge(String program, String example, String harness) {
        this.program = program;
        this.example = example;
        this.harness = harness;
    }

    /**
     * Returns what it says of each delivery of a file, one JSON object a line, by name: {@code raw} and {@code changed}, and each {@link Rewriter} of its
     * language. Skips the test where the machine has not the language.
     */
    List<Map<String, Boolean>> answers(Path deliveries) {
        Tools.need(program);
        try {
            Path folder = Files.createDirectories(
                    Path.of("target", "generated", name()).toAbsolutePath());
            prepare(folder);
            run(folder, deliveries.toAbsolutePath());
            return read(folder.resolve(ANSWERS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prepare(Path folder) throws IOException {
        Files.writeString(folder.resolve(example), Files.readString(EXAMPLES.resolve(example)));
        if (this == GO) {
            Files.writeString(folder.resolve("go.mod"), Files.readString(EXAMPLES.resolve("go.mod")));
        }
        try (InputStream in = Judge.class.getResourceAsStream("/generated/" + harness)) {
            Files.write(
                    folder.resolve(harness), Objects.requireNonNull(in, harness).readAllBytes());
        }
    }

    private void run(Path folder, Path deliveries) {
        String command = switch (this) {
            case PYTHON, JAVASCRIPT -> "%s %s < '%s' > %s".formatted(program, harness, deliveries, ANSWERS);
            case GO -> "DELIVERIES='%s' ANSWERS=%s go test -count=1 .".formatted(deliveries, ANSWERS);
        };
        Tools.run(folder, "sh", "-c", command);
    }

    private static List<Map<String, Boolean>> read(Path answers) throws IOException {
        try (MappingIterator<Map<String, Boolean>> lines =
                Api.JSON.readerFor(new TypeReference<Map<String, Boolean>>() {}).readValues(answers.toFile())) {
            return lines.readAll();
        }
    }
}
