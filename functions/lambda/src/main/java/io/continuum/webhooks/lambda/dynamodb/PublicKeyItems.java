package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.signing.PublicKey;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A webhook's public keys as a list inside its item. */
final class PublicKeyItems {
    private static final String X = "x";
    private static final String VALID_UNTIL = "until";

    private PublicKeyItems() {}

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
