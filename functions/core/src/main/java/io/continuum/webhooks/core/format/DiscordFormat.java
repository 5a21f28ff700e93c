package io.continuum.webhooks.core.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.retry.Presets;
import io.continuum.webhooks.core.retry.RetrySchedule;
import java.util.List;

/**
 * A message for Discord's webhooks: one coloured embed with the name as linked title. Nothing in it can mention anybody.
 * Unsigned: the URL is the credential. The limits are those of Discord's "Message Object: Embed Limits".
 */
public record DiscordFormat() implements Format {
    private static final int TITLE = 256;
    private static final int FIELDS = 25;
    private static final int FIELD_NAME = 256;
    private static final int FIELD_VALUE = 1_024;

    /** Of title, names, values and footer together. */
    private static final int ALL = 6_000;

    /** Of that, for title (names of events have at most 128 characters) and footer. */
    private static final int RESERVED = 512;

    /** Longer values get a line of their own. */
    private static final int SHORT = 40;

    @Override
    public String name() {
        return "discord";
    }

    @Override
    public RetrySchedule schedule() {
        return Presets.CONTINUUM;
    }

    @Override
    public CanonicalJson payload(Content content) {
        Summary summary = Summary.of(content.event());
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.putObject("allowed_mentions").putArray("parse");
        ObjectNode embed = message.putArray("embeds").addObject();
        embed.put("title", Summary.fit(summary.title(), TITLE, DiscordFormat::escape));
        summary.link().ifPresent(link -> embed.put("url", link));
        embed.put("color", summary.color());
        embed.put("timestamp", Times.milliseconds(content.event().timestamp()));
        int shown = fields(embed.putArray("fields"), summary.fields());
        int hidden = summary.fields().size() - shown;
        String more = hidden > 0 ? " · " + hidden + " more fields" : "";
        embed.putObject("footer").put("text", summary.origin() + more);
        return CanonicalJson.of(message);
    }

    @Override
    public Outgoing render(Delivering delivering) {
        return new Outgoing(payload(delivering.content()).utf8(), Headers.begin(Headers.JSON));
    }

    /** Adds as many as there is room for, and returns how many these are. */
    private static int fields(ArrayNode into, List<Summary.Field> fields) {
        int room = ALL - RESERVED;
        for (Summary.Field field : fields.subList(0, Math.min(FIELDS, fields.size()))) {
            String name = Summary.fit(field.name(), FIELD_NAME, DiscordFormat::escape);
            String value = Summary.fit(field.value(), FIELD_VALUE, DiscordFormat::escape);
            room -= name.length() + value.length();
            if (room < 0) {
                break;
            }
            into.addObject().put("name", name).put("value", value).put("inline", value.length() <= SHORT);
        }
        return into.size();
    }

    /** Markdown's own characters. */
    private static String escape(int codePoint) {
        return switch (codePoint) {
            case '\\', '*', '_', '~', '`', '|', '>', '#', '[', ']' -> "\\" + Character.toString(codePoint);
            default -> Character.toString(codePoint);
        };
    }
}
