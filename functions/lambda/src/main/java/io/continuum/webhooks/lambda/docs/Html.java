package io.continuum.webhooks.lambda.docs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text as HTML. What comes in is never markup. */
final class Html {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern BOLD = Pattern.compile("\\*\\*([^*]+)\\*\\*");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)]\\((https://[^)\\s]+)\\)");

    private Html() {}

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Returns one line of the Markdown that descriptions use: code, bold and links. */
    static String line(String markdown) {
        String html = escaped(markdown.strip().replaceAll("\\s+", " "));
        html = CODE.matcher(html).replaceAll(found -> "<code>" + quoted(found.group(1)) + "</code>");
        html = BOLD.matcher(html).replaceAll(found -> "<strong>" + quoted(found.group(1)) + "</strong>");
        return LINK.matcher(html)
                .replaceAll(found -> "<a href=\"%s\">%s</a>".formatted(quoted(found.group(2)), quoted(found.group(1))));
    }

    /** Returns paragraphs; an empty line is between two. */
    static String paragraphs(String markdown) {
        return Stream.of(markdown.strip().split("\\n\\s*\\n"))
                .filter(text -> !text.isBlank())
                .map(text -> "<p>" + line(text) + "</p>\n")
                .collect(Collectors.joining());
    }

    /** Returns a name that may stand in an id and behind {@code #}. */
    static String anchor(String text) {
        return text.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    static String code(String text) {
        return "<code>" + escaped(text) + "</code>";
    }

    static String block(String text) {
        return "<pre tabindex=\"0\"><code>" + escaped(text) + "</code></pre>\n";
    }

    private static String quoted(String text) {
        return Matcher.quoteReplacement(text);
    }
}
