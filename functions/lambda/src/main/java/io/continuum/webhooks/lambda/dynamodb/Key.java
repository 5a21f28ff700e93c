package io.continuum.webhooks.lambda.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Names one item.
 *
 * @param pk its partition key
 * @param sk its sort key
 */
record Key(String pk, String sk) {
    /** Returns the key as requests take it. */
    Map<String, AttributeValue> attributes() {
        return Map.of(Keys.PK, AttributeValue.fromS(pk), Keys.SK, AttributeValue.fromS(sk));
    }
}
