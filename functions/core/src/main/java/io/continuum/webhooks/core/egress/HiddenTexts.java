package io.continuum.webhooks.core.egress;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Texts that must not stand in what is kept of an answer. Immutable. */
public final class HiddenTexts {
    /** What stands in the place of a hidden text. */
    public static final String MASK = "****";

    /** Characters of the shortest text that is hidden: shorter ones stand in answers by chance. */
    public static final int SHORTEST = 8;

    private final List<String> texts;

    private HiddenTexts(List<String> texts) {
        this.texts = texts;
    }

    /** Hides {@code texts}, but those that are too short. */
    public static HiddenTexts of(Stream<String> texts) {
        // The longest first, so that no part of one is left over.
        return new HiddenTexts(texts.filter(text -> text.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** Returns a text and how JSON writes it, with and without PHP's escaped slash. */
    public static Stream<String> inJson(String text) {
        String json = text.replace("\\", "\\\\").replace("\"", "\\\"");
        return Stream.of(text, json, json.replace("/", "\\/"));
    }

    /** Returns {@code text} with asterisks in place of every hidden one. */
    public String takenOutOf(String text) {
        String left = text;
        for (String hidden : texts) {
            left = left.replace(hidden, MASK);
        }
        return left;
    }

    /** Returns {@code text} without the beginning of a hidden one that its cut left at the end. */
    public String withoutBeginning(String text) {
        for (String hidden : texts) {
            for (int length = Math.min(hidden.length(), text.length()); length >= SHORTEST / 2; length--) {
                if (text.endsWith(hidden.substring(0, length))) {
                    return text.substring(0, text.length() - length);
                }
            }
        }
        return text;
    }

    @Override
    public String toString() {
        return "HiddenTexts[" + texts.size() + "]";
    }
}
