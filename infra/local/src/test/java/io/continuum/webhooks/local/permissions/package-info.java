/** What the functions call, held against what their roles may do in a deployment. */
@NullMarked
package io.continuum.webhooks.local.permissions;

import org.jspecify.annotations.NullMarked;
