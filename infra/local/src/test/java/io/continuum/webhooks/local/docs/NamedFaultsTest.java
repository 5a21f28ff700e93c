package io.continuum.webhooks.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The faults of docs/reliability.md and the tests that bear their names as tags are the same, both ways. */
class NamedFaultsTest {
    private static final int FAULTS = 58;
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    /** Name, fault, expected outcome, tests. */
    private static final Pattern ROW =
            Pattern.compile("^\\| (T\\d\\d) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:\\.\\w+)?)`");

    /** A tag, the class or the method that it stands before. */
    private static final Pattern SOURCE = Pattern.compile(
            "^ *@Tag\\(\"(?<tag>T\\d\\d)\"\\)"
                    + "|^(?:public |final |abstract )*class (?<class>\\w+)"
                    + "|^    (?:final )?void (?<method>\\w+)\\(",
            Pattern.MULTILINE);

    @Test
    void every_fault_has_a_row_that_says_what_must_come_of_it() throws IOException {
        List<String> names = new ArrayList<>();
        rows().forEach(row -> names.add(row.group(1)));

        assertThat(names)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, FAULTS)
                        .mapToObj("T%02d"::formatted)
                        .toList());
    }

    @Test
    void the_tests_of_a_row_are_those_that_bear_its_name() throws IOException {
        Set<String> written = new TreeSet<>();
        rows().forEach(row ->
                TEST.matcher(row.group(4)).results().forEach(test -> written.add(row.group(1) + " " + test.group(1))));
        Set<String> tagged = new TreeSet<>();
        for (String folder : List.of("functions", "infra")) {
            for (Path file : tests(folder)) {
                addTags(Files.readString(file), tagged);
            }
        }

        assertThat(without(written, tagged))
                .as("in a row, and no test bears it")
                .isEmpty();
        assertThat(without(tagged, written))
                .as("borne by a test, and in no row")
                .isEmpty();
    }

    private static Set<String> without(Set<String> all, Set<String> others) {
        Set<String> left = new TreeSet<>(all);
        left.removeAll(others);
        return left;
    }

    private static void addTags(String source, Set<String> tagged) {
        List<String> tags = new ArrayList<>();
        String type = "";
        Matcher found = SOURCE.matcher(source);
        while (found.find()) {
            if (found.group("tag") != null) {
                tags.add(found.group("tag"));
                continue;
            }
            if (found.group("class") != null) {
                type = found.group("class");
            }
            String name = found.group("class") != null ? type : type + "." + found.group("method");
            tags.forEach(tag -> tagged.add(tag + " " + name));
            tags.clear();
        }
    }

    private static Stream<Matcher> rows() throws IOException {
        Matcher row = ROW.matcher(Files.readString(ROOT.resolve("docs/reliability.md")));
        List<Matcher> rows = new ArrayList<>();
        while (row.find()) {
            Matcher one = ROW.matcher(row.group());
            assertThat(one.matches()).isTrue();
            rows.add(one);
        }
        return rows.stream();
    }

    private static List<Path> tests(String folder) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
            return all.filter(file -> file.toString().endsWith(".java")
                            && file.toString().contains("/src/test/java/")
                            && !file.toString().contains("node_modules"))
                    .toList();
        }
    }
}
