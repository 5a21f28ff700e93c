/**
 * The ledger: proves that nothing accepted is lost. It publishes to receivers of every temper while it kills the process
 * that delivers and puts faults between it and its services, and then compares what was accepted with what the receivers
 * saw and with what the platform says of it. {@code mvn -Pledger}.
 */
@NullMarked
package io.continuum.webhooks.local.ledger;

import org.jspecify.annotations.NullMarked;
