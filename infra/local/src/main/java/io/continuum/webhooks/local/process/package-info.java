/** The process itself: its parent, its data folder, its end, and how a failed start is told to the user. */
@NullMarked
package io.continuum.webhooks.local.process;

import org.jspecify.annotations.NullMarked;
