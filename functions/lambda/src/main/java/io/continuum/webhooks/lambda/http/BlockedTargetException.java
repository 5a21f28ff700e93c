package io.continuum.webhooks.lambda.http;

import java.net.UnknownHostException;

/** A name has an address that webhooks may not go to. Names neither, so that no log can tell it. */
final class BlockedTargetException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    BlockedTargetException() {
        super("blocked target");
    }
}
