package io.continuum.webhooks.local.process;

import java.io.IOException;
import java.net.BindException;

/** Says in one line why a port could not be taken. */
public final class PortInUse {
    private PortInUse() {}

    /**
     * Turns the failure to bind a port of 127.0.0.1 into a line for the user.
     *
     * @param variable the environment variable that sets the port, such as {@code PORT}
     */
    public static StartFailure describe(int port, String variable, IOException cause) {
        String why = cause instanceof BindException ? "is taken or not allowed" : "cannot be opened";
        return new StartFailure(
                "Port %d on 127.0.0.1 %s (%s): stop what uses it, or set %s to another one."
                        .formatted(port, why, cause.getMessage(), variable),
                cause);
    }
}
