package io.continuum.webhooks.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.id.WebhookId;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What messages for people look like when events are large or hostile; the limits are Slack's and Discord's own. */
class ChatFormatsTest {
    @Test
    void slack_shows_ten_fields_of_800_characters_if_all_are_long_and_counts_the_others() {
        JsonNode blocks = slack(manyLongFields()).at("/attachments/0/blocks");

        JsonNode fields = blocks.at("/0/fields");
        assertThat(fields).hasSize(10);
        assertThat(fields)
                .allSatisfy(field ->
                        assertThat(field.path("text").textValue().length()).isBetween(790, 800));
        assertThat(fields.at("/0/text").textValue()).endsWith("&lt;…");
        assertThat(blocks.at("/1/elements/0/text").textValue()).endsWith(" · 30 more fields");
    }

    @Test
    void slack_shows_2000_characters_of_one_long_field_beside_short_ones() {
        String data = "{\"a\":\"" + "x".repeat(5_000) + "\",\"b\":1}";

        JsonNode fields = slack(data).at("/attachments/0/blocks/0/fields");

        assertThat(fields.at("/0/text").textValue()).hasSize(2_000);
        assertThat(fields.at("/1/text").textValue()).isEqualTo("*b*\n1");
    }

    @Test
    void discord_shows_what_6000_characters_hold_and_counts_the_others() {
        JsonNode embed = discord(manyLongFields()).at("/embeds/0");

        int all = embed.path("title").textValue().length()
                + embed.at("/footer/text").textValue().length()
                + StreamSupport.stream(embed.path("fields").spliterator(), false)
                        .mapToInt(field -> field.path("name").textValue().length()
                                + field.path("value").textValue().length())
                        .sum();
        assertThat(all).isBetween(4_000, 6_000);
        assertThat(embed.path("fields"))
                .allSatisfy(field ->
                        assertThat(field.path("value").textValue().length()).isLessThanOrEqualTo(1_024));
        int shown = embed.path("fields").size();
        assertThat(embed.at("/footer/text").textValue()).endsWith(" · " + (40 - shown) + " more fields");
    }

    @Test
    void discord_shows_at_most_25_short_fields() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < 30; i++) {
            data.put("k" + i, i);
        }

        assertThat(discord(data.toString()).at("/embeds/0/fields")).hasSize(25);
    }

    @Test
    void long_texts_are_never_cut_within_a_character() {
        String data = "{\"a\":\"" + "😀".repeat(3_000) + "\"}";

        assertThat(slack(data).at("/attachments/0/blocks/0/fields/0/text").textValue())
                .matches("\\*a\\*\\n(😀)+…");
        assertThat(discord(data).at("/embeds/0/fields/0/value").textValue()).matches("(😀)+…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "ftp://files.example/",
                "not an address",
                "https://",
                "/relative",
                "https://a.example/ b",
                "http://localhost/x",
                "http://alertmanager:9093/#/alerts",
                "https://a.example:99999/",
                "https://[2001:db8::1]/"
            })
    void what_is_no_web_address_is_no_link_but_a_field(String url) {
        String data = JsonNodeFactory.instance.objectNode().put("url", url).toString();

        assertThat(slack(data).path("text").textValue()).isEqualTo("*memory.created*");
        assertThat(slack(data).at("/attachments/0/blocks/0/fields/0/text").textValue())
                .startsWith("*url*\n");
        assertThat(discord(data).at("/embeds/0").has("url")).isFalse();
    }

    @Test
    void a_link_cannot_leave_its_brackets_in_slack() {
        String data = "{\"url\":\"https://a.example/?x=1|<!channel>\"}";

        assertThat(slack(data).path("text").textValue()).doesNotContain("<!channel>");
        assertThat(slack("{\"url\":\"https://a.example/?a=1&b=%7C\"}")
                        .path("text")
                        .textValue())
                .isEqualTo("*<https://a.example/?a=1&amp;b=%7C|memory.created>*");
    }

    @ParameterizedTest
    @CsvSource({"2, a…", "5, a…", "6, a…", "7, a&amp;b", "8, a&amp;b"})
    void texts_are_cut_between_escapes(int most, String expected) {
        String fitted =
                Summary.fit("a&b", most, codePoint -> codePoint == '&' ? "&amp;" : Character.toString(codePoint));

        assertThat(fitted).isEqualTo(expected);
    }

    private static String manyLongFields() {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < 40; i++) {
            data.put("key_" + i, "<".repeat(5_000));
        }
        return data.toString();
    }

    private static JsonNode slack(String data) {
        return payload(new SlackFormat(), data);
    }

    private static JsonNode discord(String data) {
        return payload(new DiscordFormat(), data);
    }

    private static JsonNode payload(Format format, String data) {
        Content content =
                new Content(Events.valid().data(data).build(), new WebhookId("01jef0000000000000000000zz"), 1, "1.0.0");
        return format.payload(content).node();
    }
}
