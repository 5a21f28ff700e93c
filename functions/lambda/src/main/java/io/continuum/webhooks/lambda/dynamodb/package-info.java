/**
 * The stores on DynamoDB, as docs/adr/0001-data-model.md lays them down. Begin with {@link
 * io.continuum.webhooks.lambda.dynamodb.Tables}.
 */
@NullMarked
package io.continuum.webhooks.lambda.dynamodb;

import org.jspecify.annotations.NullMarked;
