package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which keys the examples make of secrets, asked in each one's language, by the table that the server is tested with. */
class ExampleKeysTest {
    private static final String TABLE = "standard-keys.json";

    @ParameterizedTest
    @EnumSource
    void a_secret_is_the_same_key_here_as_for_the_server(ExampleLanguage language) throws IOException {
        Path folder = language.copied("keys", language.check("keys"));
        int cases;
        try (InputStream in = ExampleKeysTest.class.getResourceAsStream("/vectors/" + TABLE)) {
            byte[] table = Objects.requireNonNull(in, TABLE).readAllBytes();
            cases = Api.JSON.readTree(table).size();
            Files.write(folder.resolve(TABLE), table);
        }
        assertThat(Tools.run(folder, language.checkCommand("keys"))).contains(cases + " keys");
    }
}
