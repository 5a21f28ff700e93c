package io.continuum.webhooks.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.json.CanonicalJson;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/** Our search through an event finds what event-ruler's own finds, where that can be waited for. */
class EventBridgePatternTest {
    private static final int CASES = 5_000;
    private static final List<String> EXPRESSIONS = List.of(
            "1",
            "2",
            "\"x\"",
            "null",
            "{\"exists\":true}",
            "{\"exists\":false}",
            "{\"numeric\":[\"<\",2]}",
            "{\"anything-but\":[1]}",
            "{\"prefix\":\"x\"}");

    private final JsonNodeFactory nodes = JsonNodeFactory.instance;

    @Test
    void finds_what_event_ruler_finds() throws Exception {
        long seed = 20251206;
        Random random = new Random(seed);
        int matches = 0;
        for (int i = 0; i < CASES; i++) {
            String pattern = pattern(random, 3);
            ObjectNode event = object(random, 3);
            Machine machine = Machine.builder().build();
            JsonRuleCompiler.compile(pattern, true).forEach(branch -> machine.addPatternRule("r", branch));
            boolean expected = !machine.rulesForJSONEvent(event).isEmpty();
            matches += expected ? 1 : 0;
            assertThat(matches(pattern, event))
                    .as("case %d of seed %d: %s against %s", i, seed, pattern, event)
                    .isEqualTo(expected);
        }
        assertThat(matches).isBetween(CASES / 20, CASES * 19 / 20);
    }

    private static boolean matches(String pattern, ObjectNode event) {
        return EventBridgePattern.of(CanonicalJson.ofCanonicalText(pattern)).matches(event);
    }

    private String pattern(Random random, int depth) {
        StringBuilder text = new StringBuilder("{");
        for (String name : names(random)) {
            text.append(text.length() > 1 ? "," : "").append('"').append(name).append("\":");
            text.append(depth > 1 && random.nextInt(3) > 0 ? pattern(random, depth - 1) : values(random));
        }
        if (random.nextInt(5) == 0) {
            text.append(",\"$or\":[{\"d\":" + values(random) + "},{\"e\":" + values(random) + "}]");
        }
        return text.append('}').toString();
    }

    private static String values(Random random) {
        String first = EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size()));
        return random.nextBoolean()
                ? "[" + first + "]"
                : "[" + first + "," + EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size())) + "]";
    }

    private static List<String> names(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> List.of("a");
            case 1 -> List.of("b");
            case 2 -> List.of("a", "b");
            default -> List.of("b", "c");
        };
    }

    private ObjectNode object(Random random, int depth) {
        ObjectNode object = nodes.objectNode();
        for (String name : List.of("a", "b", "c", "d", "e")) {
            if (random.nextInt(4) > 0) {
                object.set(name, value(random, depth - 1));
            }
        }
        return object;
    }

    private JsonNode value(Random random, int depth) {
        int kind = random.nextInt(depth > 0 ? 8 : 4);
        if (kind < 4) {
            return switch (kind) {
                case 0 -> nodes.numberNode(1);
                case 1 -> nodes.numberNode(2);
                case 2 -> nodes.textNode("x");
                default -> nodes.nullNode();
            };
        }
        if (kind < 6) {
            return object(random, depth);
        }
        ArrayNode array = nodes.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(value(random, depth));
        }
        return array;
    }
}
