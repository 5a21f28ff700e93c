package io.continuum.webhooks.local.secretsmanager.protocol;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.local.secretsmanager.engine.RejectedException;
import io.continuum.webhooks.local.secretsmanager.protocol.ProtocolException.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request's JSON object. A member that is null counts as absent, as in AWS; unknown members are
 * ignored; a member of the wrong type is a SerializationException. Not printable: it may hold a secret's value.
 */
final class Parameters {
    private static final ObjectReader READER =
            JsonMapper.builder().build().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final ObjectNode members;

    private Parameters(ObjectNode members) {
        this.members = members;
    }

    /** Reads a body, which must be one JSON object in UTF-8. */
    static Parameters parse(byte[] body) {
        try {
            return of(READER.readTree(body));
        } catch (JacksonException notJson) {
            // Its message quotes the body.
            throw new ProtocolException(Fault.SERIALIZATION, "The request body is not valid JSON.");
        } catch (IOException notBytes) {
            throw new IllegalStateException("reading from an array does not fail", notBytes);
        }
    }

    /** Returns a text, or null when it is absent. */
    @Nullable String text(String name) {
        return member(name).map(node -> textOf(name, node)).orElse(null);
    }

    /** Returns a text as a type of its own, or null when it is absent. */
    <T> @Nullable T text(String name, Function<String, T> type) {
        return member(name).map(node -> type.apply(textOf(name, node))).orElse(null);
    }

    /** Returns a text as a type of its own; its absence is an InvalidParameterException. */
    <T> T required(String name, Function<String, T> type) {
        return member(name).map(node -> type.apply(textOf(name, node))).orElseThrow(() -> missing(name));
    }

    /** Returns bytes given in base64. */
    Optional<byte[]> bytes(String name) {
        return member(name).map(node -> {
            try {
                return Base64.getDecoder().decode(textOf(name, node));
            } catch (IllegalArgumentException notBase64) {
                // Not as the cause: the decoder's message quotes a character of the value.
                throw wrongType(name, "base64");
            }
        });
    }

    /** Returns a whole number, or null when it is absent. */
    @Nullable Long number(String name) {
        return member(name)
                .map(node -> {
                    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
                        throw wrongType(name, "a whole number");
                    }
                    return node.longValue();
                })
                .orElse(null);
    }

    /** Returns a flag; absent means false. */
    boolean flag(String name) {
        return member(name)
                .map(node -> {
                    if (!node.isBoolean()) {
                        throw wrongType(name, "a boolean");
                    }
                    return node.booleanValue();
                })
                .orElse(false);
    }

    /** Returns a list of texts as a type of their own; absent means empty. */
    <T> List<T> texts(String name, Function<String, T> type) {
        return elements(name).stream()
                .map(node -> type.apply(textOf(name, node)))
                .toList();
    }

    /** Returns a list of objects; absent means empty. */
    List<Parameters> objects(String name) {
        return elements(name).stream().map(Parameters::of).toList();
    }

    /** Refuses the request when a member is absent. */
    void require(String name) {
        if (member(name).isEmpty()) {
            throw missing(name);
        }
    }

    /** Tells whether a member is there. */
    boolean has(String name) {
        return member(name).isPresent();
    }

    private static Parameters of(@Nullable JsonNode node) {
        if (node instanceof ObjectNode object) {
            return new Parameters(object);
        }
        throw new ProtocolException(Fault.SERIALIZATION, "Expected a JSON object.");
    }

    private Optional<JsonNode> member(String name) {
        return Optional.ofNullable(members.get(name)).filter(node -> !node.isNull());
    }

    private List<JsonNode> elements(String name) {
        var elements = new ArrayList<JsonNode>();
        member(name).ifPresent(node -> {
            if (!node.isArray()) {
                throw wrongType(name, "a list");
            }
            node.forEach(elements::add);
        });
        return elements;
    }

    private static String textOf(String name, JsonNode node) {
        // A half of a surrogate pair has no UTF-8 form, so it could be neither stored nor given back.
        if (!node.isTextual() || !StandardCharsets.UTF_8.newEncoder().canEncode(node.textValue())) {
            throw wrongType(name, "a text");
        }
        return node.textValue();
    }

    private static ProtocolException wrongType(String name, String expected) {
        return new ProtocolException(Fault.SERIALIZATION, name + " must be " + expected + ".");
    }

    private static RejectedException missing(String name) {
        return RejectedException.invalidParameter("You must provide a value for the parameter " + name + ".");
    }
}
