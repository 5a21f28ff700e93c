/** What one user's events said, and how it is taken out of everything that keeps it. */
@NullMarked
package io.continuum.webhooks.core.erasure;

import org.jspecify.annotations.NullMarked;
