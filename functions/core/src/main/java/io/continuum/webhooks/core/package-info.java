@NullMarked
package io.continuum.webhooks.core;

import org.jspecify.annotations.NullMarked;
