/** The CDK app on an emulator of AWS that others wrote, with the built zip behind its functions. */
@NullMarked
package io.continuum.webhooks.local.deployment;

import org.jspecify.annotations.NullMarked;
