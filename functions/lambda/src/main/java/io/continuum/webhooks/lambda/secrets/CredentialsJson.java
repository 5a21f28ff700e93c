package io.continuum.webhooks.lambda.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Credentials as a vault keeps them. The same credentials always give the same text, so that a repeat is one. */
final class CredentialsJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CredentialsJson() {}

    static String write(Credentials credentials) {
        StringBuilder secrets = new StringBuilder("[");
        for (Credentials.Signing signing : credentials.secrets()) {
            CanonicalJson one = CanonicalJson.object()
                    .put("secret", signing.secret().value())
                    .put("valid_until", signing.validUntil().toString())
                    .build();
            secrets.append(secrets.length() > 1 ? "," : "").append(one.text());
        }
        CanonicalJson.Builder headers = CanonicalJson.object();
        credentials.headers().forEach(headers::put);
        return CanonicalJson.object()
                .put("v", 1)
                .put(
                        "secrets",
                        CanonicalJson.ofCanonicalText(secrets.append(']').toString()))
                .put("headers", headers.build())
                .build()
                .text();
    }

    /** Returns the credentials; empty if the text is not of this form. No message of it is ever shown. */
    static Optional<Credentials> read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            List<Credentials.Signing> secrets = new ArrayList<>();
            for (JsonNode one : json.path("secrets")) {
                Instant until = Instant.parse(one.path("valid_until").asText());
                secrets.add(
                        new Credentials.Signing(new Secret(one.path("secret").asText()), until));
            }
            Map<String, String> headers = new HashMap<>();
            json.path("headers")
                    .properties()
                    .forEach(entry ->
                            headers.put(entry.getKey(), entry.getValue().asText()));
            return Optional.of(new Credentials(secrets, headers));
        } catch (JsonProcessingException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
