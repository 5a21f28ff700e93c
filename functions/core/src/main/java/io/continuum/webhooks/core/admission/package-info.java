/** Step 3a and 3c of 4: who may send now (admission), and what came of it (settlement), as pure transitions of one small state value per webhook. */
@NullMarked
package io.continuum.webhooks.core.admission;

import org.jspecify.annotations.NullMarked;
