package io.continuum.webhooks.local.leaks;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.Keyring;
import io.continuum.webhooks.core.signing.Sealed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a keyring encrypted and the table of webhooks took: key pairs among it, which no answer ever shows and which, unlike
 * those of the other store, never pass Secrets Manager. Thread-safe.
 */
final class SealedCredentials {
    /** ADR 4 and architecture.md: the webhook's items, and in their sort key the version. */
    private static final Pattern WEBHOOK = Pattern.compile("T#([A-Za-z0-9_-]{1,64})#W#([0-9a-z]{26})");

    private static final String VERSION = "K#";

    private final Collection<Keyring> keyrings = new CopyOnWriteArrayList<>();
    private final Collection<Place> places = new CopyOnWriteArrayList<>();

    private record Place(WebhookKey webhook, String version, List<String> texts) {}

    /** Takes a value of Secrets Manager, which may be the keyring. */
    void stored(String value) {
        Keyring.parse(value).ifPresent(keyrings::add);
    }

    /**
     * Takes a write of a table.
     *
     * @param key has {@code pk} and {@code sk}
     * @param values what is written; in an update nothing says which is which
     */
    void written(Map<String, AttributeValue> key, Collection<AttributeValue> values) {
        Matcher webhook = WEBHOOK.matcher(text(key, "pk"));
        String version = text(key, "sk");
        if (webhook.matches() && version.startsWith(VERSION)) {
            places.add(new Place(
                    new WebhookKey(new TenantId(webhook.group(1)), new WebhookId(webhook.group(2))),
                    version.substring(VERSION.length()),
                    values.stream()
                            .map(AttributeValue::s)
                            .filter(text -> text != null)
                            .toList()));
        }
    }

    private static String text(Map<String, AttributeValue> key, String name) {
        AttributeValue value = key.get(name);
        return value == null || value.s() == null ? "" : value.s();
    }

    /** Hands over all that any keyring opens. */
    void open(Consumer<String> reader) {
        for (Place place : places) {
            for (Sealed sealed : pairs(place.texts())) {
                keyrings.forEach(keys ->
                        keys.open(place.webhook(), place.version(), sealed).ifPresent(reader));
            }
        }
    }

    private static List<Sealed> pairs(List<String> texts) {
        List<Sealed> pairs = new ArrayList<>();
        texts.forEach(keyId -> texts.forEach(text -> pairs.add(new Sealed(keyId, text))));
        return pairs;
    }
}
