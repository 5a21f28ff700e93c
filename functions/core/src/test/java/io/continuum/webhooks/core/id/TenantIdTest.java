package io.continuum.webhooks.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"default", "user_123", "A-1", "_"})
    void is_letters_digits_underscore_and_hyphen(String text) {
        assertThat(TenantId.parse(text)).contains(new TenantId(text));
        assertThat(new TenantId(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a#b", "a/b", "a b", "ä", "a\n"})
    void is_nothing_else(String text) {
        assertThat(TenantId.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new TenantId(text));
    }

    @Test
    void has_at_most_64_characters() {
        assertThat(TenantId.parse("a".repeat(64))).isPresent();
        assertThat(TenantId.parse("a".repeat(65))).isEmpty();
    }

    @Test
    void sorts_as_text() {
        assertThat(Stream.of(new TenantId("b"), new TenantId("a")).sorted())
                .map(TenantId::value)
                .containsExactly("a", "b");
    }
}
