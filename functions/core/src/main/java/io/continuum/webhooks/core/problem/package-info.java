/** What is wrong with a request, in words that every dialect presents in its own form. */
@NullMarked
package io.continuum.webhooks.core.problem;

import org.jspecify.annotations.NullMarked;
