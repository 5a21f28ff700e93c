package io.continuum.webhooks.core.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.Vectors;
import io.continuum.webhooks.core.id.DeliveryId;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StandardWebhooksTest {
    static Stream<Named<JsonNode>> signatures() {
        return Vectors.json("signatures.json");
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void signs_as_python_does(JsonNode vector) {
        var signature = StandardWebhooks.symmetric(
                new Secret(vector.path("secret").textValue()).standardKey(),
                new DeliveryId(vector.path("delivery").textValue()),
                Instant.ofEpochSecond(vector.path("at").longValue()).plusMillis(999),
                vector.path("body").textValue().getBytes(UTF_8));

        assertThat(signature).isEqualTo(vector.path("standard").textValue());
    }

    /** The example of the Standard Webhooks specification; its id is not one of ours. */
    @Test
    void its_key_is_that_of_the_specification() {
        var secret = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        var signed = "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}".getBytes(UTF_8);

        assertThat(Hmac.base64(Hmac.sha256(secret.standardKey(), signed)))
                .isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
