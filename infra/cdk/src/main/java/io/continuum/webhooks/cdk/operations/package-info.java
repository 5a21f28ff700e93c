/** What people look at: alarms, a dashboard, saved queries, and a canary. */
@NullMarked
package io.continuum.webhooks.cdk.operations;

import org.jspecify.annotations.NullMarked;
