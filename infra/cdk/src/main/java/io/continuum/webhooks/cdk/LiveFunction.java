package io.continuum.webhooks.cdk;

import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.logs.LogGroup;

/**
 * A function as the rest of a stack sees it.
 *
 * @param function for its metrics and its name
 * @param live the alias that everything calls: SnapStart is for published versions only
 * @param logs its log group
 * @param role what it may do
 */
public record LiveFunction(Function function, Alias live, LogGroup logs, IRole role) {}
