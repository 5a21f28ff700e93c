package io.continuum.webhooks.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * The folder that keeps the local runner's data, held by one process at a time. The operating system drops the lock
 * when the process ends, however it ends, so a lock left by a kill never blocks the next start.
 */
public final class DataDir implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String FORMAT = "format";

    private final Path folder;
    private final FileChannel lockFile;

    private DataDir(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /**
     * Opens the folder, making it with mode 0700 when it does not exist, and takes its lock.
     *
     * @param format the version of the data's layout, at least 1; written into a new folder, compared in an old one
     * @throws StartFailure when it is a file, is not writable, is in use by another process, holds data of another
     *     format, or holds files that are not ours
     */
    public static DataDir open(Path folder, int format) {
        Path absolute = folder.toAbsolutePath().normalize();
        if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
            throw new StartFailure(
                    "DATA_DIR %s is a file: set DATA_DIR to a folder, or to `memory`.".formatted(absolute));
        }
        try {
            refuseForeignFiles(absolute);
            Files.createDirectories(absolute);
            keepPrivate(absolute);
            FileChannel lockFile = lock(absolute);
            try {
                checkFormat(absolute, format);
            } catch (IOException | RuntimeException e) {
                lockFile.close();
                throw e;
            }
            return new DataDir(absolute, lockFile);
        } catch (IOException e) {
            throw new StartFailure(
                    "DATA_DIR %s is not writable (%s): set DATA_DIR to a folder that is, or to `memory`."
                            .formatted(absolute, e),
                    e);
        }
    }

    /** Answers the path of a file in the folder; the file need not exist. */
    public Path resolve(String name) {
        return folder.resolve(name);
    }

    /** Lets another process open the folder. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Guards somebody's home folder against a mistyped DATA_DIR: only an empty folder or one of ours is taken. */
    private static void refuseForeignFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder) || Files.exists(folder.resolve(FORMAT))) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.anyMatch(file -> !ours(file))) {
                throw new StartFailure(
                        "DATA_DIR %s holds other files: set DATA_DIR to a new or an empty folder.".formatted(folder));
            }
        }
    }

    /** A kill between the first lock and the format file leaves these; they are no reason to refuse the folder. */
    private static boolean ours(Path file) {
        String name = file.getFileName().toString();
        return name.equals(LOCK) || name.startsWith(FORMAT);
    }

    private static void keepPrivate(Path folder) throws IOException {
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (UnsupportedOperationException _) {
            // Windows: the user's own folders are private by their access lists.
        }
    }

    @SuppressWarnings("try") // The lock lives as long as its channel, which DataDir closes.
    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // Held by this very process.
        }
        channel.close();
        throw new StartFailure("DATA_DIR %s is in use by another process: stop it, or set DATA_DIR to another folder."
                .formatted(folder));
    }

    private static void checkFormat(Path folder, int format) throws IOException {
        Path file = folder.resolve(FORMAT);
        if (!Files.exists(file)) {
            Path fresh = Files.writeString(folder.resolve(FORMAT + ".new"), format + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        String found = Files.readString(file).strip();
        if (!found.matches("[0-9]{1,9}")) {
            throw new StartFailure("DATA_DIR %s has an unreadable `format` file: move the folder away to start afresh."
                    .formatted(folder));
        }
        int stored = Integer.parseInt(found);
        if (stored < format) {
            throw new StartFailure(
                    "DATA_DIR %s holds data of the old format %d, this program needs %d: move it away to start afresh."
                            .formatted(folder, stored, format));
        }
        if (stored > format) {
            throw new StartFailure(
                    "DATA_DIR %s holds data of the newer format %d, this program knows %d: use the newer program."
                            .formatted(folder, stored, format));
        }
    }
}
