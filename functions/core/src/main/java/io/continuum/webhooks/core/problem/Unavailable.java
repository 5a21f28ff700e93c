package io.continuum.webhooks.core.problem;

/**
 * A service we depend on (tables, queues, secrets) did not do its part. Whoever catches it leaves the work to be done
 * again; no attempt counts.
 */
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Tells which service failed.
     *
     * @param service the service and the operation, for the log; never answered to a caller
     * @param cause the SDK's exception
     */
    public Unavailable(String service, Throwable cause) {
        super(service, cause);
    }

    /** Tells which service failed, without an exception of the SDK. */
    public Unavailable(String service) {
        super(service);
    }
}
