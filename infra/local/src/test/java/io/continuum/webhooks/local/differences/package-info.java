/**
 * Where what stands in for AWS differs from it. {@code differences.csv} lists that, and each line is measured: a probe
 * asks the embedded engines and, with {@code mvn -Pendpoint test}, the LocalStack at {@code AWS_ENDPOINT_URL}.
 */
@NullMarked
package io.continuum.webhooks.local.differences;

import org.jspecify.annotations.NullMarked;
