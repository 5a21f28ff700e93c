package io.continuum.webhooks.local.secretsmanager.storage;

/**
 * Secrets cannot be read or kept. The message is one line that names the file or folder and contains no value; a cause
 * is only ever a failure of the file system, never one that quotes a file's content.
 */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StorageException(String message) {
        super(message);
    }

    StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
