package io.continuum.webhooks.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The template against the zip that it deploys: classes that exist, an environment that is read. */
final class FunctionsZipTest {
    private static final Path ZIP = Path.of("../../functions/lambda/target/functions.zip");
    private static final String CONFIG = "io.continuum.webhooks.lambda.Config";
    private static final String STREAM_HANDLER = "com.amazonaws.services.lambda.runtime.RequestStreamHandler";

    /** Read where there is no deployment: in one they are in the secret that {@code MEM0_WEBHOOK_CREDENTIALS} names. */
    private static final Set<String> NOT_FOR_AN_ENVIRONMENT = Set.of("MEM0_WEBHOOK_TOKEN", "MEM0_WEBHOOK_SECRET");

    /** Read by the JVM. */
    private static final String JVM = "JAVA_TOOL_OPTIONS";

    /** Read by the AWS SDK. */
    private static final String SDK = "AWS_ENDPOINT_URL";

    @TempDir
    private Path folder;

    @BeforeEach
    void zip_is_built() {
        boolean built = Files.exists(ZIP);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(built).as("run `mvn package`: there is no " + ZIP).isTrue();
        }
        assumeTrue(built, "run `mvn package`: there is no " + ZIP);
    }

    @Test
    void every_handler_is_a_class_that_lambda_can_make() throws IOException, ReflectiveOperationException {
        List<String> handlers = functions(Synthesis.template())
                .map(function -> function.path("Handler").asText())
                .toList();

        assertThat(handlers).hasSize(4);
        try (URLClassLoader loader = loader()) {
            for (String handler : handlers) {
                Class<?> named = Class.forName(handler, false, loader);
                assertThat(loader.loadClass(STREAM_HANDLER)).isAssignableFrom(named);
                assertThat(named.getConstructor().getParameterCount()).isZero();
            }
        }
    }

    @Test
    void every_name_that_is_read_is_set_and_none_is_unused() throws IOException, ReflectiveOperationException {
        Map<String, String> environment = environment(Synthesis.template());
        Set<String> read = new TreeSet<>();

        config(environment, read);

        read.removeAll(NOT_FOR_AN_ENVIRONMENT);
        Set<String> set = new TreeSet<>(environment.keySet());
        set.remove(JVM);
        assertThat(set).containsAll(read);
        assertThat(read).containsAll(set);
    }

    @Test
    void all_functions_have_the_same_environment() {
        assertThat(functions(Synthesis.template())
                        .map(function -> function.path("Environment"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void an_emulators_address_is_declared_for_the_stage_local_only() {
        assertThat(environment(Synthesis.template("stage", "local")))
                .containsEntry(SDK, "http://localhost.localstack.cloud:4566");
        assertThat(environment(Synthesis.template())).doesNotContainKey(SDK);
    }

    /** What the context takes, the functions must take: else a deployment starts and each of them dies. */
    @ParameterizedTest
    @CsvSource({
        "BREAKER_FAILURES, 1, 2147483647",
        "BREAKER_OPEN_SECONDS, 1, 2147483647",
        "WEBHOOK_CREATIONS_PER_HOUR, 1, 2147483647",
        "DELIVERY_TIMEOUT_SECONDS, 1, 50",
        "MAX_CONCURRENCY, 1, 20",
        "RATE_LIMIT_PER_MINUTE, 1, 100000",
        "MAX_ATTEMPTS, 1, 20",
        "MAX_QUEUE_DELAY_SECONDS, 1, 900",
        "RETENTION_DAYS, 1, 3650",
        "MEM0_WEBHOOK_TIMEOUT, 1, 50",
        "MEM0_WEBHOOK_RETRY_COUNT, 0, 19",
    })
    void the_functions_take_what_the_context_takes(String name, String least, String most)
            throws IOException, ReflectiveOperationException {
        for (String value : List.of(least, most)) {
            Configuration.of(Map.of(name, value));
            Map<String, String> environment = environment(Synthesis.template());
            environment.put(name, value);
            config(environment, new TreeSet<>());
        }
    }

    private void config(Map<String, String> environment, Set<String> read)
            throws IOException, ReflectiveOperationException {
        try (URLClassLoader loader = loader()) {
            loader.loadClass(CONFIG).getMethod("of", Map.class).invoke(null, new Recording(environment, read));
        } catch (InvocationTargetException e) {
            throw new AssertionError("the functions refuse their environment", e.getCause());
        }
    }

    /** Remembers what is asked for. */
    private static final class Recording extends HashMap<String, String> {
        private static final long serialVersionUID = 1L;

        private final transient Set<String> read;

        Recording(Map<String, String> all, Set<String> read) {
            super(all);
            this.read = read;
        }

        @Override
        public @Nullable String get(Object name) {
            read.add(String.valueOf(name));
            return super.get(name);
        }

        @Override
        public String getOrDefault(Object name, String other) {
            read.add(String.valueOf(name));
            return super.getOrDefault(name, other);
        }

        @Override
        public boolean containsKey(Object name) {
            read.add(String.valueOf(name));
            return super.containsKey(name);
        }
    }

    private static Stream<JsonNode> functions(JsonNode template) {
        return Synthesis.resources(template, "AWS::Lambda::Function")
                .map(function -> function.path("Properties"))
                .filter(function -> function.path("Runtime").asText().startsWith("java"));
    }

    /** What refers to other resources is some text. */
    private static Map<String, String> environment(JsonNode template) {
        Map<String, String> environment = new TreeMap<>();
        JsonNode variables = functions(template)
                .findFirst()
                .orElseThrow()
                .path("Environment")
                .path("Variables");
        variables
                .properties()
                .forEach(variable -> environment.put(
                        variable.getKey(),
                        variable.getValue().isTextual() ? variable.getValue().asText() : "of-the-deployment"));
        return environment;
    }

    /** Lambda's layout: classes at the top, jars in lib. */
    private URLClassLoader loader() throws IOException {
        List<URL> urls = new ArrayList<>();
        URI zip = URI.create("jar:" + ZIP.toAbsolutePath().normalize().toUri());
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of());
                Stream<Path> jars = Files.list(files.getPath("lib"))) {
            for (Path jar : jars.sorted().toList()) {
                Path copy = folder.resolve(String.valueOf(jar.getFileName()));
                urls.add(Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING)
                        .toUri()
                        .toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
