package io.continuum.webhooks.local.runtime;

/** What a function reported instead of getting ready. */
public final class FunctionFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String errorType;

    /**
     * Reports {@code message}.
     *
     * @param errorType class name of the exception, or Lambda's name of the error
     * @param message what the function said
     */
    public FunctionFailure(String errorType, String message) {
        super(message);
        this.errorType = errorType;
    }

    /** Returns the class name of the exception, or Lambda's name of the error. */
    public String errorType() {
        return errorType;
    }
}
