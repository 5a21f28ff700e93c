package io.continuum.webhooks.local.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The functions' zip, unpacked into a folder of its own as Lambda does into {@code /var/task}; closing removes it. */
public final class FunctionZip implements AutoCloseable {
    private final Path folder;

    private FunctionZip(Path folder) {
        this.folder = folder;
    }

    /**
     * Unpacks {@code zip}.
     *
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalStateException if it does not exist; the message says how to build it
     */
    public static FunctionZip unpack(Path zip) {
        if (!Files.isRegularFile(zip)) {
            throw new IllegalStateException(
                    zip.toAbsolutePath().normalize() + " does not exist: run `mvn -DskipTests package`");
        }
        try {
            FunctionZip unpacked = new FunctionZip(Files.createTempDirectory("functions"));
            unpacked.write(zip);
            return unpacked;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path zip) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            Enumeration<? extends ZipEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("outside of the zip: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.resolveSibling("."));
                    try (InputStream content = file.getInputStream(entry)) {
                        Files.copy(content, target);
                    }
                }
            }
        }
    }

    /** Returns the folder, a function's working directory. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
