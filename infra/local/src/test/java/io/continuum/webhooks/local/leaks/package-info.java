/** Searches what a run of the platform left behind for every secret that was used in it. */
@NullMarked
package io.continuum.webhooks.local.leaks;

import org.jspecify.annotations.NullMarked;
