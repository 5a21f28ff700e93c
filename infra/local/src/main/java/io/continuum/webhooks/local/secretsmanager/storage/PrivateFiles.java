package io.continuum.webhooks.local.secretsmanager.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner can read, replaced as a whole. On a file system without POSIX modes they are not set. */
final class PrivateFiles {
    private static final Set<PosixFilePermission> FILE_MODE = PosixFilePermissions.fromString("rw-------");

    private static final Set<PosixFilePermission> FOLDER_MODE = PosixFilePermissions.fromString("rwx------");

    private static final String TEMPORARY_SUFFIX = ".tmp";

    private PrivateFiles() {}

    /** Makes the folder and the ones above it, and the folder itself private. */
    static void makeFolder(Path folder) throws IOException {
        var parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, attributes(folder, FOLDER_MODE));
        }
        if (hasModes(folder)) {
            Files.setPosixFilePermissions(folder, FOLDER_MODE);
        }
    }

    /** Opens a file for writing; one that this makes is private. */
    static FileChannel open(Path file, StandardOpenOption creation) throws IOException {
        return FileChannel.open(file, Set.of(creation, StandardOpenOption.WRITE), attributes(file, FILE_MODE));
    }

    /** Tells whether a file is one that {@link #replace} did not come to rename. */
    static boolean isTemporary(Path file) {
        return file.toString().endsWith(TEMPORARY_SUFFIX);
    }

    /** Writes a file as a whole: whoever reads it, whenever, sees the old content or the new. Durable on return. */
    static void replace(Path file, byte[] content) throws IOException {
        var temporary = file.resolveSibling(file.getFileName() + TEMPORARY_SUFFIX);
        // One that a failed write left, so that the next line sets the mode of a new file.
        Files.deleteIfExists(temporary);
        try (var channel = open(temporary, StandardOpenOption.CREATE_NEW)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        flushFolderOf(file);
    }

    /** Deletes a file, if it is there. Durable on return. */
    static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            flushFolderOf(file);
        }
    }

    /** A rename or a deletion is durable only when the folder is flushed too: fsync(2). */
    private static void flushFolderOf(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder != null && hasModes(folder)) {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> mode) {
        return hasModes(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
                : new FileAttribute<?>[0];
    }

    private static boolean hasModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
