package io.continuum.webhooks.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.id.WebhookId;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No event makes a message that Slack or Discord would refuse. Limits: docs.slack.dev, "Section block", "Context block",
 * "Formatting message text"; discord.com/developers/docs, "Message Object: Embed Limits".
 */
class ChatLimitsTest {
    private static final int EVENTS = 2_000;
    private static final WebhookId WEBHOOK = new WebhookId("01jef0000000000000000000zz");
    private static final int[] LENGTHS = {0, 1, 39, 40, 200, 255, 256, 257, 1_023, 1_024, 1_025, 1_999, 2_001, 9_000};
    private static final String[] CHARACTERS = {
        "a", "<", "&", "*", "_", "\\", "😀", "é", "漢", " ", "\u00a0", "\u200b", "\n", "\u0000", "|", "\"", "@everyone "
    };

    @Test
    void slack_takes_every_message() {
        long seed = 20_261_123;
        Random random = new Random(seed);
        for (int i = 0; i < EVENTS; i++) {
            checkSlack(payload(new SlackFormat(), event(random)), "seed " + seed + ", event " + i);
        }
    }

    @Test
    void discord_takes_every_message() {
        long seed = 20_261_124;
        Random random = new Random(seed);
        for (int i = 0; i < EVENTS; i++) {
            checkDiscord(payload(new DiscordFormat(), event(random)), "seed " + seed + ", event " + i);
        }
    }

    @Test
    void the_longest_names_fit() {
        Event event = Events.valid()
                .tenant("_".repeat(64))
                .id("_".repeat(64))
                .type("custom." + "_".repeat(121))
                .data(fields(40, "<"))
                .build();

        checkSlack(payload(new SlackFormat(), event), "slack");
        checkDiscord(payload(new DiscordFormat(), event), "discord");
    }

    @Test
    void an_event_without_data_is_a_message_too() {
        Event event = Events.valid().data("{}").build();

        JsonNode slack = payload(new SlackFormat(), event);
        checkSlack(slack, "slack");
        assertThat(slack.at("/attachments/0/blocks")).hasSize(1);
        JsonNode discord = payload(new DiscordFormat(), event);
        checkDiscord(discord, "discord");
        assertThat(discord.at("/embeds/0/fields")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0", "\u2007 ", "\u200b", "\ufeff", "\u0000", "\n\t"})
    void what_looks_empty_is_no_field_because_discord_refuses_it(String blank) {
        String data = JsonNodeFactory.instance
                .objectNode()
                .put("a", blank)
                .put(blank, "b")
                .put("c", "d")
                .toString();

        JsonNode fields =
                payload(new DiscordFormat(), Events.valid().data(data).build()).at("/embeds/0/fields");

        assertThat(fields).hasSize(1);
        assertThat(fields.at("/0/name").textValue()).isEqualTo("c");
    }

    private static void checkSlack(JsonNode message, String about) {
        // Longer ones are truncated, which would leave half a link.
        assertThat(length(message, "/text")).as(about).isBetween(1, 40_000);
        assertThat(message.path("attachments")).as(about).hasSize(1);
        JsonNode blocks = message.at("/attachments/0/blocks");
        assertThat(blocks.size()).as(about).isBetween(1, 2);
        int all = 0;
        for (JsonNode block : blocks) {
            JsonNode texts =
                    block.path("type").textValue().equals("section") ? block.path("fields") : block.path("elements");
            assertThat(texts.size()).as(about).isBetween(1, 10);
            for (JsonNode text : texts) {
                assertThat(length(text, "/text")).as(about).isBetween(1, 2_000);
                all += length(text, "/text");
            }
        }
        assertThat(all).as(about).isLessThan(9_000);
    }

    private static void checkDiscord(JsonNode message, String about) {
        JsonNode embed = message.at("/embeds/0");
        assertThat(message.path("embeds")).as(about).hasSize(1);
        assertThat(length(embed, "/title")).as(about).isBetween(1, 256);
        assertThat(length(embed, "/footer/text")).as(about).isBetween(1, 2_048);
        assertThat(embed.path("url").asText().length()).as(about).isLessThanOrEqualTo(2_048);
        assertThat(embed.path("color").intValue()).as(about).isBetween(0, 0xFF_FF_FF);
        assertThat(embed.path("fields").size()).as(about).isLessThanOrEqualTo(25);
        for (JsonNode field : embed.path("fields")) {
            assertThat(length(field, "/name")).as(about).isBetween(1, 256);
            assertThat(length(field, "/value")).as(about).isBetween(1, 1_024);
        }
        int all = length(embed, "/title")
                + length(embed, "/footer/text")
                + StreamSupport.stream(embed.path("fields").spliterator(), false)
                        .mapToInt(field -> length(field, "/name") + length(field, "/value"))
                        .sum();
        assertThat(all).as(about).isLessThanOrEqualTo(6_000);
    }

    /** In UTF-16 units, which no service counts more than. */
    private static int length(JsonNode node, String pointer) {
        return node.at(pointer).textValue().length();
    }

    private static Event event(Random random) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        int fields = random.nextInt(45);
        for (int i = 0; i < fields; i++) {
            String name = i + text(random);
            switch (random.nextInt(6)) {
                case 0 -> data.put(name, random.nextLong());
                case 1 -> data.putNull(name);
                case 2 ->
                    data.putArray(name).add(text(random)).add(text(random)).addNull();
                case 3 -> data.putObject(name).put(text(random), text(random)).putArray("x");
                default -> data.put(name, text(random));
            }
        }
        if (random.nextBoolean()) {
            data.put("url", "https://a.example/" + "x&y=".repeat(random.nextInt(600)));
        }
        return Events.valid()
                .data(data.toString())
                .priority(random.nextBoolean() ? Priority.HIGH : Priority.LOW)
                .build();
    }

    private static String text(Random random) {
        return CHARACTERS[random.nextInt(CHARACTERS.length)].repeat(LENGTHS[random.nextInt(LENGTHS.length)]);
    }

    private static String fields(int count, String character) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < count; i++) {
            data.put(i + character.repeat(300), character.repeat(5_000));
        }
        return data.toString();
    }

    private static JsonNode payload(Format format, Event event) {
        return format.payload(new Content(event, WEBHOOK, 1, "1.0.0")).node();
    }
}
