package io.continuum.webhooks.core.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.json.CanonicalJson;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * An event for people to read.
 *
 * @param title its name
 * @param fields of its data, none of them empty
 * @param link {@code data.url}, if that is an http or https address
 * @param color by its priority: 0xRRGGBB
 * @param origin whose it is, and its id
 */
record Summary(String title, List<Field> fields, Optional<String> link, int color, String origin) {
    private static final String LINK = "url";
    private static final String USER = "user_id";
    private static final String ELLIPSIS = "…";

    /** Longest address that is made a link: longer ones are no addresses for people. */
    private static final int MAX_LINK = 1_024;

    /**
     * Discord refuses the whole message for the address of a host without a dot, or for a port that is none: seen in
     * bugsink issue 280 and gitea issue 11124.
     */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    private static final int MAX_PORT = 65_535;

    private static final int RED = 0xE0_1E_5A;
    private static final int BLUE = 0x36_C5_F0;
    private static final int GREY = 0x9E_9E_9E;

    Summary {
        fields = List.copyOf(fields);
    }

    /** A name and its value. */
    record Field(String name, String value) {}

    static Summary of(Event event) {
        JsonNode data = event.data().node();
        Optional<String> link = link(data.path(LINK));
        List<Field> fields = new ArrayList<>();
        event.userId().filter(_ -> !data.has(USER)).ifPresent(user -> fields.add(new Field(USER, user)));
        data.properties().stream()
                .filter(member -> link.isEmpty() || !member.getKey().equals(LINK))
                .map(member -> new Field(member.getKey(), text(member.getValue())))
                .filter(field -> !isBlank(field.name()) && !isBlank(field.value()))
                .forEach(fields::add);
        String origin = event.tenant() + " · " + event.id();
        return new Summary(event.type().name(), fields, link, color(event), origin);
    }

    /** Writes a text so that it has at most {@code most} UTF-16 units; an ellipsis stands for what is left out. */
    static String fit(String text, int most, Escape escape) {
        StringBuilder out = new StringBuilder();
        StringBuilder last = new StringBuilder();
        for (int codePoint : text.codePoints().toArray()) {
            String escaped = escape.of(codePoint);
            if (out.length() + last.length() + escaped.length() > most) {
                return out.length() + last.length() < most ? out.append(last) + ELLIPSIS : out + ELLIPSIS;
            }
            out.append(last);
            last.setLength(0);
            last.append(escaped);
        }
        return out.append(last).toString();
    }

    /** How a character is written so that it means nothing but itself. */
    @FunctionalInterface
    interface Escape {
        /** Returns the text for a code point; not empty. */
        String of(int codePoint);
    }

    private static int color(Event event) {
        return switch (event.priority()) {
            case HIGH -> RED;
            case NORMAL -> BLUE;
            case LOW -> GREY;
        };
    }

    private static Optional<String> link(JsonNode node) {
        if (!node.isTextual()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(node.textValue());
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            return isPublic(uri) && (scheme.equals("https") || scheme.equals("http"))
                    ? Optional.of(uri.toASCIIString()).filter(text -> text.length() <= MAX_LINK)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isPublic(URI uri) {
        return uri.getHost() != null && HOST.matcher(uri.getHost()).matches() && uri.getPort() <= MAX_PORT;
    }

    /** Tells what the services take for empty after trimming, and refuse: more than Java's own blanks. */
    private static boolean isBlank(String text) {
        return text.codePoints()
                .allMatch(codePoint -> Character.isWhitespace(codePoint)
                        || Character.isSpaceChar(codePoint)
                        || Character.isISOControl(codePoint)
                        || Character.getType(codePoint) == Character.FORMAT);
    }

    private static String text(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        if (value.isTextual()) {
            return value.textValue();
        }
        boolean list = value.isArray()
                && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isValueNode);
        return list
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(Summary::text)
                        .collect(Collectors.joining(", "))
                : CanonicalJson.of(value).text();
    }
}
