package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.continuum.webhooks.core.json.CanonicalJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Words that all answers share. */
final class Json {
    /** As many digits fit into a long whatever they are. */
    private static final int LONG_DIGITS = 18;

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Returns {@code YYYY-MM-DDThh:mm:ssZ}, with milliseconds where there are any. */
    static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Returns a number without needless digits: 2, not 2.0. */
    static JsonNode number(BigDecimal value) {
        BigDecimal bare = value.stripTrailingZeros();
        return bare.scale() <= 0 && bare.precision() - bare.scale() <= LONG_DIGITS
                ? JsonNodeFactory.instance.numberNode(bare.longValueExact())
                : JsonNodeFactory.instance.numberNode(bare);
    }

    /** Splices a value in as it is stored: numbers keep the digits that their publisher wrote. */
    static void put(ObjectNode into, String name, @Nullable CanonicalJson value) {
        if (value == null) {
            into.putNull(name);
        } else {
            into.putRawValue(name, new RawValue(value.text()));
        }
    }

    static ArrayNode strings(ObjectNode into, String name, List<String> values) {
        ArrayNode array = into.putArray(name);
        values.forEach(array::add);
        return array;
    }

    /** Returns a list as every continuum answer has it. */
    static <T> ObjectNode list(String name, Listing<T> page, Function<T, ObjectNode> shape) {
        ObjectNode json = object();
        ArrayNode items = json.putArray(name);
        page.items().forEach(item -> items.add(shape.apply(item)));
        json.put("limit", page.limit()).put("offset", page.offset()).put("has_more", page.more());
        return json.put("next_cursor", page.next());
    }
}
