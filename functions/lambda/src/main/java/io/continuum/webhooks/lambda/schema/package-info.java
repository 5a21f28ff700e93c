/** JSON Schema, and the schemas and examples that are packed with the functions. */
@NullMarked
package io.continuum.webhooks.lambda.schema;

import org.jspecify.annotations.NullMarked;
