/** markdown-brain-bot's place in the platform: what it tells us, and the webhook that its environment describes. */
@NullMarked
package io.continuum.webhooks.core.brainbot;

import org.jspecify.annotations.NullMarked;
