package io.continuum.webhooks.core.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.retry.Presets;
import io.continuum.webhooks.core.retry.RetrySchedule;
import java.util.List;
import java.util.Locale;

/**
 * A message for Slack's incoming webhooks: the name as a linked title, the fields in a coloured block. Nothing in it can
 * mention anybody. Unsigned: the URL is the credential.
 */
public record SlackFormat() implements Format {
    /** Fields of one section block. Source: docs.slack.dev, "Section block". */
    private static final int FIELDS = 10;

    /** Characters of a section's field, from the same page. */
    private static final int FIELD = 2_000;

    /**
     * Characters of all fields together. Slack refuses more with {@code msg_blocks_too_long} and documents no limit;
     * what was refused had 11,300 and more (github.com/slackapi/bolt-js, issues 2509 and 2867).
     */
    private static final int ALL = 8_000;

    /** Of a field's name: enough to know it by, and little beside its value. */
    private static final int NAME = 200;

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public RetrySchedule schedule() {
        return Presets.CONTINUUM;
    }

    @Override
    public CanonicalJson payload(Content content) {
        Summary summary = Summary.of(content.event());
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        String title = escaped(summary.title());
        message.put(
                "text",
                summary.link()
                        .map(link -> "*<" + url(link) + "|" + title + ">*")
                        .orElse("*" + title + "*"));
        ObjectNode attachment = message.putArray("attachments").addObject();
        attachment.put("color", String.format(Locale.ROOT, "#%06X", summary.color()));
        attachment.put("fallback", summary.title());
        ArrayNode blocks = attachment.putArray("blocks");
        fields(blocks, summary);
        text(
                blocks.addObject().put("type", "context").putArray("elements").addObject(),
                footer(content.event(), summary));
        return CanonicalJson.of(message);
    }

    @Override
    public Outgoing render(Delivering delivering) {
        return new Outgoing(payload(delivering.content()).utf8(), Headers.begin(Headers.JSON));
    }

    private static void fields(ArrayNode blocks, Summary summary) {
        if (summary.fields().isEmpty()) {
            return;
        }
        ArrayNode fields = blocks.addObject().put("type", "section").putArray("fields");
        List<Summary.Field> shown = summary.fields().stream().limit(FIELDS).toList();
        int whole =
                shown.stream().mapToInt(field -> field(field, FIELD).length()).sum();
        int most = whole > ALL ? ALL / shown.size() : FIELD;
        shown.forEach(field -> text(fields.addObject(), field(field, most)));
    }

    private static String field(Summary.Field field, int most) {
        String head = "*" + Summary.fit(field.name(), NAME, SlackFormat::escape) + "*\n";
        return head + Summary.fit(field.value(), most - head.length(), SlackFormat::escape);
    }

    private static String footer(Event event, Summary summary) {
        int hidden = summary.fields().size() - FIELDS;
        String more = hidden > 0 ? " · " + hidden + " more fields" : "";
        String time = "<!date^%d^{date_short_pretty} {time_secs}|%s>"
                .formatted(event.timestamp().getEpochSecond(), Times.milliseconds(event.timestamp()));
        return escaped(summary.origin()) + " · " + time + more;
    }

    /** Verbatim: words like @here and #general in an event's data stay words. */
    private static void text(ObjectNode into, String text) {
        into.put("type", "mrkdwn").put("text", text).put("verbatim", true);
    }

    private static String escaped(String text) {
        return Summary.fit(text, FIELD, SlackFormat::escape);
    }

    /** Within angle brackets the bar ends the address. */
    private static String url(String link) {
        return Summary.fit(link.replace("|", "%7C"), Integer.MAX_VALUE, SlackFormat::escape);
    }

    /** Source: docs.slack.dev, "Formatting message text": exactly these three. */
    private static String escape(int codePoint) {
        return switch (codePoint) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Character.toString(codePoint);
        };
    }
}
