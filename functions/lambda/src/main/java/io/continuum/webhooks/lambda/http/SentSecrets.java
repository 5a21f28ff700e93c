package io.continuum.webhooks.lambda.http;

import io.continuum.webhooks.core.egress.Header;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The secrets of one request, to be taken out of its answer: many receivers echo the headers they got, and answers are
 * kept. A header is taken for secret unless it is known not to be.
 *
 * @param texts as they may stand in an answer, longest first
 */
record SentSecrets(List<String> texts) {
    static final String MASK = "****";

    /** Shorter texts stand in answers by chance. */
    private static final int SHORTEST = 8;

    private static final Set<String> PUBLIC =
            Set.of("content-type", "user-agent", "accept", "webhook-id", "webhook-timestamp");

    SentSecrets {
        texts = List.copyOf(texts);
    }

    static SentSecrets in(List<Header> headers) {
        return new SentSecrets(headers.stream()
                .filter(header -> !isPublic(header.name().toLowerCase(Locale.ROOT)))
                .map(Header::value)
                // "Bearer x" is also echoed as "x", and several signatures one by one.
                .flatMap(value -> Stream.concat(Stream.of(value), Stream.of(value.split(" ", -1))))
                .filter(text -> text.length() >= SHORTEST)
                .flatMap(SentSecrets::spellings)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    private static boolean isPublic(String name) {
        return PUBLIC.contains(name)
                || name.startsWith("ce-")
                || name.endsWith("-event")
                || name.endsWith("-delivery")
                || name.endsWith("-timestamp");
    }

    /** As JSON writes it, with and without PHP's escaped slash. */
    private static Stream<String> spellings(String text) {
        String json = text.replace("\\", "\\\\").replace("\"", "\\\"");
        return Stream.of(text, json, json.replace("/", "\\/"));
    }

    /** Returns the text with every secret replaced by asterisks. */
    String maskedIn(String text) {
        String masked = text;
        for (String secret : texts) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    /** Returns the text without the beginning of a secret that its cut left at the end. */
    String withoutBeginning(String text) {
        for (String secret : texts) {
            for (int length = Math.min(secret.length(), text.length()); length >= SHORTEST / 2; length--) {
                if (text.endsWith(secret.substring(0, length))) {
                    return text.substring(0, text.length() - length);
                }
            }
        }
        return text;
    }
}
