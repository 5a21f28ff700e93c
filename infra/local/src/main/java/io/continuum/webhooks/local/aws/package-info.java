/** The engines that stand in for AWS on one machine: DynamoDB and SQS, in this process. */
@NullMarked
package io.continuum.webhooks.local.aws;

import org.jspecify.annotations.NullMarked;
