package io.continuum.webhooks.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of what can be set, in docs/operations.md, against what is read. */
final class ContextPageTest {
    private static final Path PAGE = Path.of("../../docs/operations.md");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z][A-Za-z0-9_]*)`");

    @Test
    void every_name_that_is_known_is_in_the_table_and_no_other() throws IOException {
        assertThat(onThePage()).isEqualTo(known());
    }

    @Test
    void each_name_stands_there_once() throws IOException {
        assertThat(Arrays.stream(table().split("\n", -1))
                        .flatMap(line -> NAME.matcher(firstCell(line)).results())
                        .map(name -> name.group(1)))
                .doesNotHaveDuplicates();
    }

    /** The message about an unknown name has all that are known. */
    private static Set<String> known() {
        String message = String.valueOf(catchThrowable(() -> Configuration.of(Map.of("nobodyKnowsThis", "1")))
                .getMessage());
        String list = message.substring(message.indexOf("known are ") + "known are ".length());
        Set<String> names = new TreeSet<>(Arrays.asList(list.strip().split(", ", -1)));
        names.remove("nobodyKnowsThis");
        return names;
    }

    private static Set<String> onThePage() throws IOException {
        return Arrays.stream(table().split("\n", -1))
                .flatMap(line -> NAME.matcher(firstCell(line)).results())
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String table() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("| name | default |");
        return page.substring(from, page.indexOf("\n\n", from));
    }

    private static String firstCell(String line) {
        return line.split("\\|", -1)[1];
    }
}
