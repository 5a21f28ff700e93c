/**
 * The built zip as Lambda runs it: the real runtime interface client in a JVM of its own, against a Runtime API of ours. For
 * tests, measurements and emulators that hand invocations on. Linux only, as the client is.
 */
@NullMarked
package io.continuum.webhooks.local.runtime;

import org.jspecify.annotations.NullMarked;
