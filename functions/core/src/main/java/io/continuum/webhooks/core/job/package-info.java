/** What takes longer than a request: redrives and erasures, in steps that may be repeated. */
@NullMarked
package io.continuum.webhooks.core.job;

import org.jspecify.annotations.NullMarked;
