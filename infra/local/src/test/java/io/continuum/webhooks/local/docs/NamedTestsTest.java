package io.continuum.webhooks.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A page that says which test holds a promise names one that is there. */
class NamedTestsTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern NAME = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|Contract))`");

    @Test
    void every_test_that_a_page_names_exists() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path page : files("docs", ".md")) {
            NAME.matcher(Files.readString(page)).results().forEach(found -> named.add(found.group(1)));
        }
        Set<String> classes = Stream.of("functions", "infra")
                .flatMap(folder -> files(folder, ".java").stream())
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(classes).containsAll(named);
    }

    private static List<Path> files(String folder, String ending) {
        try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
            return all.filter(file ->
                            file.toString().endsWith(ending) && !file.toString().contains("node_modules"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
