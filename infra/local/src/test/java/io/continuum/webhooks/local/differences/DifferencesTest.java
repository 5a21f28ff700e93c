package io.continuum.webhooks.local.differences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code differences.csv} true, both ways: what is listed differs, and what is not listed is as in AWS. */
class DifferencesTest {
    private static final List<Difference> LIST = Difference.all();
    private static final Map<String, Probe> PROBES = probes();

    private static Engines engines;

    private static Map<String, Probe> probes() {
        Map<String, Probe> all = new TreeMap<>(SqsProbes.all());
        all.putAll(DynamoDbProbes.all());
        all.putAll(SecretsProbes.all());
        return all;
    }

    static Set<String> ids() {
        return PROBES.keySet();
    }

    @BeforeAll
    static void start() {
        engines = Engines.start();
    }

    @AfterAll
    static void stop() {
        engines.close();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void an_implementation_differs_from_aws_where_the_list_says_so_and_nowhere_else(String id) {
        assumeFalse(engines.implementation().isEmpty(), "the list is of LocalStack 4.14.0 and the embedded engines");
        Probe probe = Objects.requireNonNull(PROBES.get(id));

        boolean isLikeAws = probe.isLikeAws(engines.clients());

        assertThat(isLikeAws)
                .as("%s of %s is as in AWS", id, engines.implementation())
                .isEqualTo(listed(engines.implementation()).stream().noneMatch(id::equals));
    }

    @Test
    void every_line_has_a_probe_a_known_implementation_and_a_reason() {
        assertThat(LIST).isNotEmpty();
        assertThat(LIST).extracting(Difference::probe).isSubsetOf(ids());
        assertThat(LIST).extracting(Difference::implementation).containsOnly("embedded", "localstack");
        assertThat(LIST).allSatisfy(line -> {
            assertThat(line.differs()).isNotBlank();
            assertThat(line.reason()).isNotBlank();
        });
        assertThat(LIST).doesNotHaveDuplicates();
    }

    private static Set<String> listed(String implementation) {
        return LIST.stream()
                .filter(line -> line.implementation().equals(implementation))
                .map(Difference::probe)
                .collect(Collectors.toSet());
    }
}
