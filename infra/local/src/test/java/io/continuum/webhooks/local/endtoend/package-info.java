/** The whole platform over real HTTP, SQS and DynamoDB, with receivers of every temper. */
@NullMarked
package io.continuum.webhooks.local.endtoend;

import org.jspecify.annotations.NullMarked;
