package io.continuum.webhooks.lambda.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Credentials.Signing;
import io.continuum.webhooks.core.signing.Ed25519Key;
import io.continuum.webhooks.core.signing.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CredentialsJsonTest {
    private static final Instant END = Instant.parse("2026-11-24T10:00:00.000000001Z");

    @Test
    void credentials_come_back_from_their_text() {
        Credentials credentials = new Credentials(
                List.of(
                        new Signing(
                                new Secret("secret-number-two"), Ed25519Key.generate(new Random(1)), END, Instant.MAX),
                        new Signing(new Secret("secret-number-one"), null, Instant.MIN, END)),
                Map.of("authorization", "Bearer t"));

        assertThat(CredentialsJson.read(CredentialsJson.write(credentials))).contains(credentials);
    }

    @Test
    void the_text_of_version_1_is_still_read() {
        String text = """
                {"headers":{"x-a":"1"},"secrets":[
                {"secret":"secret-number-two","valid_until":"+1000000000-12-31T23:59:59.999999999Z"},
                {"secret":"secret-number-one","valid_until":"2026-11-24T10:00:00.000000001Z"}],"v":1}""";

        assertThat(CredentialsJson.read(text))
                .contains(new Credentials(
                        List.of(
                                new Signing(new Secret("secret-number-two"), null, Instant.MIN, Instant.MAX),
                                new Signing(new Secret("secret-number-one"), null, Instant.MIN, END)),
                        Map.of("x-a", "1")));
    }

    @Test
    void other_texts_are_no_credentials() {
        assertThat(CredentialsJson.read("{}")).isEmpty();
        assertThat(CredentialsJson.read("not JSON")).isEmpty();
        assertThat(CredentialsJson.read("{\"secrets\":[{\"secret\":\"short\"}]}"))
                .isEmpty();
    }
}
