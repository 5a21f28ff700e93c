package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.SequenceWriter;
import io.continuum.webhooks.client.verify.WebhookVerifier;
import io.continuum.webhooks.core.format.ContinuumFormat;
import io.continuum.webhooks.core.format.Format;
import io.continuum.webhooks.core.format.LanonasisFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Generated payloads, each delivered as {@code continuum} and as {@code lanonasis}, verified in four languages: always by
 * the raw body, and after parsing and writing again but for the limits that docs/formats.md lists. Another run:
 * {@code -Dtest=TenThousandPayloadsTest -Dcontinuum.payloads.seed=7}.
 */
class TenThousandPayloadsTest {
    private static final int PAYLOADS = 10_000;
    private static final long DOCUMENTED_SEED = 20_251_206;
    private static final long SEED = Long.getLong("continuum.payloads.seed", DOCUMENTED_SEED);
    private static final int MOST_SHOWN = 5;
    private static final Path FILE = Path.of("target", "generated", "deliveries.jsonl");
    private static final Path DOCUMENTED = Path.of("..", "..", "docs", "formats.md");

    private static final List<Format> FORMATS = List.of(new ContinuumFormat(), new LanonasisFormat());
    private static final List<GeneratedDelivery> DELIVERIES = new ArrayList<>();
    private static final Map<Judge, List<Map<String, Boolean>>> ANSWERS = new EnumMap<>(Judge.class);

    private static boolean hadAllOfUnicode;

    @BeforeAll
    static void make(TestReporter reporter) throws IOException {
        reporter.publishEntry("seed", Long.toString(SEED));
        GeneratedPayloads payloads = new GeneratedPayloads(new SplittableRandom(SEED));
        // Another one, so that what is rendered has no say in what is generated next.
        RandomGenerator random = new SplittableRandom(SEED + 1);
        Instant now = Instant.now(); // the examples have no other clock
        for (int i = 0; i < PAYLOADS; i++) {
            String published = payloads.next();
            FORMATS.forEach(format -> DELIVERIES.add(GeneratedDelivery.of(published, format, now, random)));
        }
        hadAllOfUnicode = payloads.hadAllOfUnicode();
        Files.createDirectories(FILE.getParent());
        try (SequenceWriter out = Api.JSON.writer().withRootValueSeparator("\n").writeValues(FILE.toFile())) {
            out.writeAll(DELIVERIES);
        }
    }

    @AfterAll
    static void forget() throws IOException {
        Files.deleteIfExists(FILE);
        DELIVERIES.clear();
        ANSWERS.clear();
    }

    @Test
    void every_character_of_unicode_is_delivered() {
        assertThat(hadAllOfUnicode).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void every_raw_body_is_accepted(Judge judge) {
        assertThat(thoseWith(judge, "raw", false)).as("refused, seed %s", SEED).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_body_with_one_byte_changed_is_refused(Judge judge) {
        assertThat(thoseWith(judge, "changed", true))
                .as("accepted, seed %s", SEED)
                .isEmpty();
    }

    @Test
    void every_raw_body_is_accepted_in_java() {
        assertThat(DELIVERIES)
                .as("seed %s", SEED)
                .allMatch(one -> verifiers(one).stream()
                        .allMatch(verifier ->
                                verifier.verify(headers(one), one.body()).accepted()));
    }

    @Test
    void a_body_with_one_byte_changed_is_refused_in_java() {
        assertThat(DELIVERIES)
                .as("seed %s", SEED)
                .allMatch(one -> verifiers(one).stream()
                        .noneMatch(verifier ->
                                verifier.verify(headers(one), one.changed()).accepted()));
    }

    @Test
    void what_arrives_is_the_value_that_was_published() {
        assertThat(thoseWith(Judge.PYTHON, "same", false)).as("seed %s", SEED).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_body_that_is_written_again_is_accepted_except_for_the_documented_limits(Rewriter rewriter) {
        List<Map<String, Boolean>> answers = answers(rewriter.judge());
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < DELIVERIES.size(); i++) {
            GeneratedDelivery one = DELIVERIES.get(i);
            boolean limited = !found(rewriter, one).isEmpty();
            if (answer(answers.get(i), rewriter.name()) == limited && wrong.size() < MOST_SHOWN) {
                wrong.add((limited ? "accepted: " : "refused: ") + one);
            }
        }
        assertThat(wrong).as("seed %s", SEED).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void every_documented_limit_alone_makes_a_difference(Rewriter rewriter) {
        List<Map<String, Boolean>> answers = answers(rewriter.judge());
        for (Format format : FORMATS) {
            for (RewritingLimit limit : rewriter.limits(format.name())) {
                boolean differs = false;
                for (int i = 0; i < DELIVERIES.size(); i++) {
                    GeneratedDelivery one = DELIVERIES.get(i);
                    differs |= one.format().equals(format.name())
                            && found(rewriter, one).equals(Set.of(limit))
                            && !answer(answers.get(i), rewriter.name());
                }
                assertThat(differs)
                        .as("%s is a limit of %s in %s, seed %s", limit, rewriter, format.name(), SEED)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_documentation_states_what_was_measured(Rewriter rewriter) throws IOException {
        List<Map<String, Boolean>> answers = answers(rewriter.judge());
        assumeTrue(SEED == DOCUMENTED_SEED, "the documentation counts the payloads of another seed");
        String documented = Files.readString(DOCUMENTED);
        assertThat(FORMATS)
                .extracting(format -> row(rewriter, format.name(), answers))
                .allMatch(documented::contains);
    }

    /** Returns the row of docs/formats.md: each limit with the number of payloads that failed and had it. */
    private static String row(Rewriter rewriter, String format, List<Map<String, Boolean>> answers) {
        int failed = 0;
        Map<RewritingLimit, Integer> counts = new EnumMap<>(RewritingLimit.class);
        for (int i = 0; i < DELIVERIES.size(); i++) {
            GeneratedDelivery one = DELIVERIES.get(i);
            if (one.format().equals(format) && !answer(answers.get(i), rewriter.name())) {
                failed++;
                found(rewriter, one).forEach(limit -> counts.merge(limit, 1, Integer::sum));
            }
        }
        String limits = counts.entrySet().stream()
                .map(count -> count.getKey().documented() + ": " + count.getValue())
                .collect(Collectors.joining("; "));
        return "| %s | `%s` | %d | %s |".formatted(rewriter.documented(), format, failed, limits);
    }

    private static Set<RewritingLimit> found(Rewriter rewriter, GeneratedDelivery delivery) {
        Set<RewritingLimit> found = rewriter.limits(delivery.format());
        found.retainAll(delivery.limits());
        return found;
    }

    /** Returns the first few only: some are very long. */
    private static List<GeneratedDelivery> thoseWith(Judge judge, String question, boolean answer) {
        List<Map<String, Boolean>> answers = answers(judge);
        List<GeneratedDelivery> found = new ArrayList<>();
        for (int i = 0; i < DELIVERIES.size(); i++) {
            if (answer(answers.get(i), question) == answer && found.size() < MOST_SHOWN) {
                found.add(DELIVERIES.get(i));
            }
        }
        return found;
    }

    private static List<Map<String, Boolean>> answers(Judge judge) {
        return ANSWERS.computeIfAbsent(judge, one -> {
            List<Map<String, Boolean>> answers = one.answers(FILE);
            assertThat(answers).hasSameSizeAs(DELIVERIES);
            return answers;
        });
    }

    private static boolean answer(Map<String, Boolean> answers, String question) {
        Boolean answer = answers.get(question);
        assertThat(answer).as(question).isNotNull();
        return Boolean.TRUE.equals(answer);
    }

    private static List<WebhookVerifier> verifiers(GeneratedDelivery delivery) {
        WebhookVerifier own = delivery.format().equals("lanonasis")
                ? WebhookVerifier.lanonasis(delivery.secret())
                : WebhookVerifier.continuum(delivery.secret());
        return List.of(own, WebhookVerifier.standard(delivery.secret()));
    }

    private static Map<String, List<String>> headers(GeneratedDelivery delivery) {
        Map<String, List<String>> headers = new HashMap<>();
        delivery.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return headers;
    }
}
