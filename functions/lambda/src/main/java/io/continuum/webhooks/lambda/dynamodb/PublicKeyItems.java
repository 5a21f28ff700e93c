package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.PublicKey;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A webhook's public keys: a list inside its item, and an item by themselves. */
final class PublicKeyItems {
    private static final String KEYS = "keys";
    private static final String X = "x";
    private static final String VALID_UNTIL = "until";

    private PublicKeyItems() {}

    /** The item of a webhook's public keys by themselves. */
    static Map<String, AttributeValue> item(WebhookKey key, List<PublicKey> keys) {
        return Attributes.at(Keys.publicKeys(key)).list(KEYS, list(keys)).build();
    }

    /** Reads what {@link #item} wrote. */
    static List<PublicKey> ofItem(Item item) {
        return read(item.list(KEYS));
    }

    static List<AttributeValue> list(List<PublicKey> keys) {
        return keys.stream()
                .map(key -> AttributeValue.fromM(Map.of(
                        X,
                        AttributeValue.fromS(key.x()),
                        VALID_UNTIL,
                        AttributeValue.fromS(key.validUntil().toString()))))
                .toList();
    }

    static List<PublicKey> read(List<AttributeValue> list) {
        return list.stream()
                .map(value -> new Item(value.m()))
                .map(item -> new PublicKey(item.text(X), item.time(VALID_UNTIL)))
                .toList();
    }
}
