package io.continuum.webhooks.lambda.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Ed25519Key;
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
            secrets.append(secrets.length() > 1 ? "," : "").append(one(signing).text());
        }
        CanonicalJson.Builder headers = CanonicalJson.object();
        credentials.headers().forEach(headers::put);
        return CanonicalJson.object()
                .put("v", 2)
                .put(
                        "secrets",
                        CanonicalJson.ofCanonicalText(secrets.append(']').toString()))
                .put("headers", headers.build())
                .build()
                .text();
    }

    private static CanonicalJson one(Credentials.Signing signing) {
        CanonicalJson.Builder one = CanonicalJson.object()
                .put("secret", signing.secret().value())
                .put("leads_from", signing.leadsFrom().toString())
                .put("valid_until", signing.validUntil().toString());
        Ed25519Key key = signing.key();
        return key == null ? one.build() : one.put("key", key.text()).build();
    }

    /** Returns the credentials; empty if the text is not of this form. No message of it is ever shown. */
    static Optional<Credentials> read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            List<Credentials.Signing> secrets = new ArrayList<>();
            for (JsonNode one : json.path("secrets")) {
                secrets.add(signing(one));
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

    /** Version 1 knew neither key pairs nor leading: its secrets lead from the beginning, the newest first. */
    private static Credentials.Signing signing(JsonNode one) {
        return new Credentials.Signing(
                new Secret(one.path("secret").asText()),
                one.has("key") ? new Ed25519Key(one.path("key").asText()) : null,
                one.has("leads_from") ? Instant.parse(one.path("leads_from").asText()) : Instant.MIN,
                Instant.parse(one.path("valid_until").asText()));
    }
}
