/** What pages say, held against the repository. */
@NullMarked
package io.continuum.webhooks.local.docs;

import org.jspecify.annotations.NullMarked;
