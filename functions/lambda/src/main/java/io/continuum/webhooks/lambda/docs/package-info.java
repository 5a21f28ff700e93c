/** Makes the page of docs/openapi.yaml. Run by the build; not part of what is deployed. */
@NullMarked
package io.continuum.webhooks.lambda.docs;

import org.jspecify.annotations.NullMarked;
