package io.continuum.webhooks.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class BatchAnswerTest {
    private static final Set<String> IDS = Set.of("m-1", "m-2", "m-3");

    @ParameterizedTest
    @CsvFileSource(resources = "batch-answers.csv", numLinesToSkip = 1, delimiter = '|', quoteCharacter = '\'')
    void answers_are_read_as_lambda_reads_them(String payload, String meaning) {
        assertThat(meaning(payload)).isEqualTo(meaning);
    }

    @Test
    void a_failed_invocation_fails_the_whole_batch() {
        assertThat(BatchAnswer.of(new InvocationResult.Failed("java.lang.Error", "why"), IDS))
                .isEqualTo(new BatchAnswer.WholeBatch("java.lang.Error: why"));
    }

    @Test
    void a_timeout_fails_the_whole_batch() {
        assertThat(BatchAnswer.of(new InvocationResult.TimedOut(Duration.ofSeconds(30)), IDS))
                .isInstanceOf(BatchAnswer.WholeBatch.class);
    }

    private static String meaning(String payload) {
        return switch (BatchAnswer.of(new InvocationResult.Answered(payload), IDS)) {
            case BatchAnswer.Failures(var ids) ->
                String.join(" ", ids.stream().sorted().toList());
            case BatchAnswer.WholeBatch _ -> "whole batch";
        };
    }
}
