package io.continuum.webhooks.local.process;

/**
 * A start that cannot go on for a reason the user can remove. The message is one line, for the user: what is wrong and
 * what to do. {@code main} prints it and ends with exit code 1; no stack trace is needed.
 */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the failure.
     *
     * @param line one line, without a line break
     */
    public StartFailure(String line) {
        super(oneLine(line));
    }

    /**
     * Makes the failure, keeping its cause for a debugger.
     *
     * @param line one line, without a line break
     */
    public StartFailure(String line, Throwable cause) {
        super(oneLine(line), cause);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }
}
