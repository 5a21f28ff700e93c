/** The deployment: the platform as a CDK construct, and an app of one stack. */
@NullMarked
package io.continuum.webhooks.cdk;

import org.jspecify.annotations.NullMarked;
