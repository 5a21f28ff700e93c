@NullMarked
package io.continuum.webhooks.local;

import org.jspecify.annotations.NullMarked;
