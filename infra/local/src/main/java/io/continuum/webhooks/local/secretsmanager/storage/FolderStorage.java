package io.continuum.webhooks.local.secretsmanager.storage;

import io.continuum.webhooks.local.secretsmanager.engine.Secret;
import io.continuum.webhooks.local.secretsmanager.engine.SecretName;
import io.continuum.webhooks.local.secretsmanager.engine.Storage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Keeps each secret in one file of a folder: mode 0600 in a folder of mode 0700, values in the clear. Every change is a
 * new file that is flushed to the disk and then renamed over the old one, so a crash at any moment leaves the old
 * secret or the new one. One server at a time: the folder is locked until {@link #close}.
 *
 * <p>Files are named by the SHA-256 of the secret's name, which may contain slashes. Safe for use by many threads, as
 * long as no name is changed by two at a time.
 */
public final class FolderStorage implements Storage {
    private static final String SECRET_SUFFIX = ".json";

    private static final String LOCK_FILE = ".lock";

    private final Path folder;
    private final FileChannel lock;

    private FolderStorage(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Opens a folder, and makes it if it is not there. It is made private (0700) if it is not.
     *
     * @param folder a folder for secrets alone
     * @throws StorageException when the folder cannot be made or written, or another server has it open
     */
    public static FolderStorage open(Path folder) {
        try {
            PrivateFiles.makeFolder(folder);
            return new FolderStorage(folder, lock(folder));
        } catch (IOException failure) {
            throw new StorageException("Cannot use the folder for secrets " + folder + ": " + reason(failure), failure);
        }
    }

    /**
     * Reads every secret, and deletes what a crash left half written.
     *
     * @throws StorageException naming the first file that is not a whole secret of this folder
     */
    @Override
    public List<Secret> load() {
        var secrets = new ArrayList<Secret>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if (PrivateFiles.isTemporary(file)) {
                    Files.delete(file);
                } else if (!file.equals(folder.resolve(LOCK_FILE))) {
                    secrets.add(read(file));
                }
            }
        } catch (IOException failure) {
            throw new StorageException(
                    "Cannot read the folder for secrets " + folder + ": " + reason(failure), failure);
        }
        return secrets;
    }

    @Override
    public void save(Secret secret) {
        var file = fileOf(secret.name());
        try {
            PrivateFiles.replace(file, SecretCodec.encode(secret));
        } catch (IOException failure) {
            throw new StorageException("Cannot write the secret's file " + file + ": " + reason(failure), failure);
        }
    }

    @Override
    public void remove(SecretName name) {
        var file = fileOf(name);
        try {
            PrivateFiles.delete(file);
        } catch (IOException failure) {
            throw new StorageException("Cannot delete the secret's file " + file + ": " + reason(failure), failure);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException failure) {
            throw new StorageException("Cannot unlock the folder for secrets " + folder, failure);
        }
    }

    private Secret read(Path file) throws IOException {
        // A folder or a link is no file of ours; reading nothing makes it a damaged one.
        byte[] content = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.readAllBytes(file) : new byte[0];
        return SecretCodec.decode(content)
                .filter(secret -> fileOf(secret.name()).equals(file))
                .orElseThrow(() -> new StorageException("Not a secret's file, or damaged: " + file
                        + ". Move it out of the folder for secrets, or restore it from a backup, and start again."));
    }

    private Path fileOf(SecretName name) {
        return folder.resolve(HexFormat.of().formatHex(sha256(name.value())) + SECRET_SUFFIX);
    }

    /** The channel holds the lock until it is closed, or the process ends in whatever way. */
    private static FileChannel lock(Path folder) throws IOException {
        var file = folder.resolve(LOCK_FILE);
        var channel = PrivateFiles.open(file, StandardOpenOption.CREATE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException lockedHere) {
            // By another server of this process: the same answer.
        }
        channel.close();
        throw new StorageException("The folder for secrets " + folder + " is in use by another server.");
    }

    private static String reason(IOException failure) {
        return failure.getClass().getSimpleName();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
