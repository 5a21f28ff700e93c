@NullMarked
package io.continuum.webhooks.lambda;

import org.jspecify.annotations.NullMarked;
