package io.continuum.webhooks.local.secretsmanager.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One operation on the wire: reads its parameters, runs it, writes its answer. Safe for use by many threads. */
@FunctionalInterface
interface Directive {
    /** Returns the body of the answer; refuses with RejectedException or ProtocolException. */
    ObjectNode answer(Parameters parameters);
}
