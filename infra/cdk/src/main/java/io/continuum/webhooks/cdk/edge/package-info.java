/** What stands before the API: a domain name of one's own, and a web ACL. */
@NullMarked
package io.continuum.webhooks.cdk.edge;

import org.jspecify.annotations.NullMarked;
