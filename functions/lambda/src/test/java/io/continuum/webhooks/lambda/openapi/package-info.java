/** docs/openapi.yaml as a measure: what the tests send and get is held against it. */
@NullMarked
package io.continuum.webhooks.lambda.openapi;

import org.jspecify.annotations.NullMarked;
