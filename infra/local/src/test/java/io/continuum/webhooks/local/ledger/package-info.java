/** The ledger's short form: each named fault by itself, and a mixture of all. */
@NullMarked
package io.continuum.webhooks.local.ledger;

import org.jspecify.annotations.NullMarked;
