package io.continuum.webhooks.local.secretsmanager.engine;

/** Checks of a request's parameters; a failed one is an InvalidParameterException that does not repeat the value. */
final class Check {
    private Check() {}

    /** Requires a number of characters (UTF-16 units, as AWS's models count) between two bounds, both included. */
    static String length(String what, String value, int min, int max) {
        if (value.length() < min || value.length() > max) {
            throw RejectedException.invalidParameter(what + " must be " + min + "-" + max + " characters long.");
        }
        return value;
    }

    /** Requires a number between two bounds, both included. */
    static long range(String what, long value, int min, int max) {
        if (value < min || value > max) {
            throw RejectedException.invalidParameter(
                    what + " must be between " + min + " and " + max + " (inclusive).");
        }
        return value;
    }

    /** Requires a number of entries between two bounds, both included. */
    static void size(String what, int size, int min, int max) {
        if (size < min || size > max) {
            throw RejectedException.invalidParameter(what + " must have " + min + "-" + max + " entries.");
        }
    }
}
