package io.continuum.webhooks.local.secretsmanager.engine;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A condition on secrets in a list.
 *
 * @param key what is compared
 * @param values 1 to 10 texts of up to 512 characters, one of which must match; with an exclamation mark before it, a
 *     text must not match
 */
public record Filter(Key key, List<String> values) {
    private static final Pattern ALLOWED = Pattern.compile("!?[a-zA-Z0-9 :_@/+=.!-]*");

    /**
     * A word, as "Find secrets in Secrets Manager" in the user guide separates them: at a change from lower to upper
     * case, between letters and digits, and at everything else.
     */
    private static final Pattern WORD = Pattern.compile("\\p{Lu}?\\p{Ll}+|\\p{Lu}+(?!\\p{Ll})|\\p{Lo}+|\\p{Nd}+");

    private static final String NOT = "!";

    /** Refuses other values with InvalidParameterException. */
    public Filter {
        values = List.copyOf(values);
        Check.size("The values of a filter", values.size(), 1, Limits.FILTER_VALUES_MAX);
        for (String value : values) {
            Check.length("A filter's value", value, 0, Limits.FILTER_VALUE_MAX_CHARACTERS);
            if (!ALLOWED.matcher(value).matches()) {
                throw RejectedException.invalidParameter("A filter's value may contain letters, numbers, spaces and"
                        + " any of the following: :_@/+=.-!");
            }
        }
    }

    /** What a filter compares with; the rules are those of the API reference's type Filter. */
    public enum Key {
        /** The start of the description, in any case. */
        DESCRIPTION,
        /** The start of the name. */
        NAME,
        /** The start of a tag's key. */
        TAG_KEY,
        /** The start of a tag's value. */
        TAG_VALUE,
        /** The primary region of a replica: matches nothing, there are no replicas here. */
        PRIMARY_REGION,
        /** The managing service: matches nothing, there is none here. */
        OWNING_SERVICE,
        /** The start of any word of name, description and tags, in any case. */
        ALL
    }

    /** Tells whether a secret meets the condition. */
    boolean matches(Secret secret) {
        var refused = values.stream().filter(value -> value.startsWith(NOT)).map(value -> value.substring(1));
        var wanted = values.stream().filter(value -> !value.startsWith(NOT)).toList();
        return refused.noneMatch(value -> matches(secret, value))
                && (wanted.isEmpty() || wanted.stream().anyMatch(value -> matches(secret, value)));
    }

    private boolean matches(Secret secret, String value) {
        var metadata = secret.metadata();
        var description = Stream.ofNullable(metadata.description());
        Predicate<String> startsWith = text -> text.startsWith(value);
        return switch (key) {
            case NAME -> startsWith.test(secret.name().value());
            case TAG_KEY -> metadata.tags().stream().map(Tag::key).anyMatch(startsWith);
            case TAG_VALUE -> metadata.tags().stream().map(Tag::value).anyMatch(startsWith);
            case DESCRIPTION -> description.anyMatch(text -> lower(text).startsWith(lower(value)));
            case PRIMARY_REGION, OWNING_SERVICE -> false;
            case ALL -> {
                var words = texts(secret).flatMap(Filter::words).toList();
                yield words(value).anyMatch(part -> words.stream().anyMatch(word -> word.startsWith(part)));
            }
        };
    }

    private static Stream<String> texts(Secret secret) {
        var metadata = secret.metadata();
        var tags = metadata.tags().stream().flatMap(tag -> Stream.of(tag.key(), tag.value()));
        var own = Stream.concat(Stream.of(secret.name().value()), Stream.ofNullable(metadata.description()));
        return Stream.concat(own, tags);
    }

    private static Stream<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).map(Filter::lower);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
