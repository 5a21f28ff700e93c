package io.continuum.webhooks.local.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the examples keep of the deliveries they handled, asked in each one's language. */
class ExampleInboxTest {
    @ParameterizedTest
    @EnumSource
    void ids_are_kept_while_a_delivery_may_come_again_and_the_oldest_leave_first(ExampleLanguage language)
            throws IOException {
        Path folder = language.copied("inbox", language.check("inbox"));
        Tools.run(folder, language.checkCommand("inbox"));
    }
}
