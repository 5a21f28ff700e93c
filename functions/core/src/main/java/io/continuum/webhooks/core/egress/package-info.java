/**
 * Where an attempt may go: which URLs, addresses, ports and custom headers a webhook may have. Pure rules, no sockets
 * and no DNS. Start at {@link io.continuum.webhooks.core.egress.UrlPolicy}.
 */
@NullMarked
package io.continuum.webhooks.core.egress;

import org.jspecify.annotations.NullMarked;
