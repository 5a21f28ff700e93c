package io.continuum.webhooks.lambda.http;

import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.egress.HiddenTexts;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The secrets of one request, to be taken out of its answer: many receivers echo the headers they got, and answers are
 * kept. A header is taken for secret unless it is known not to be.
 */
final class SentSecrets {
    private static final Set<String> PUBLIC =
            Set.of("content-type", "user-agent", "accept", "webhook-id", "webhook-timestamp");

    private SentSecrets() {}

    static HiddenTexts in(List<Header> headers) {
        return HiddenTexts.of(headers.stream()
                .filter(header -> !isPublic(header.name().toLowerCase(Locale.ROOT)))
                .map(Header::value)
                // "Bearer x" is also echoed as "x", and several signatures one by one.
                .flatMap(value -> Stream.concat(Stream.of(value), Stream.of(value.split(" ", -1))))
                .filter(text -> text.length() >= HiddenTexts.SHORTEST)
                .flatMap(HiddenTexts::inJson));
    }

    private static boolean isPublic(String name) {
        return PUBLIC.contains(name)
                || name.startsWith("ce-")
                || name.endsWith("-event")
                || name.endsWith("-delivery")
                || name.endsWith("-timestamp");
    }
}
