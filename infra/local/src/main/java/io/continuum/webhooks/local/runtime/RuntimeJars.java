package io.continuum.webhooks.local.runtime;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars that Lambda brings to a Java function, found where the class path of this process has them. */
final class RuntimeJars {

    /** The main class of the runtime interface client. */
    static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    private RuntimeJars() {}

    /**
     * Returns a class path of these jars and no other.
     *
     * @throws IllegalStateException if one is missing here
     */
    static String classPath() {
        return Stream.of(
                        MAIN,
                        "com.amazonaws.services.lambda.runtime.Context",
                        "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
                        "software.amazon.awssdk.utilslite.SdkInternalThreadLocal")
                .map(RuntimeJars::jarOf)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Returns the option by which the client finds its native library: a copy of this process's own. Left alone, every
     * client writes it to the same file below {@code /tmp}, and one that starts meanwhile dies of SIGBUS.
     */
    static String nativeLibrary() {
        return "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=" + Native.COPY;
    }

    private static final class Native {
        static final Path COPY = copy();

        private static Path copy() {
            String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
            String name = "/jni/libaws-lambda-jni.linux-" + machine + ".so";
            try (InputStream in = Class.forName(MAIN, false, RuntimeJars.class.getClassLoader())
                    .getResourceAsStream(name)) {
                if (in == null) {
                    throw new FileNotFoundException(name);
                }
                Path copy = Files.createTempFile("aws-lambda-jni", ".so");
                copy.toFile().deleteOnExit();
                Files.write(copy, in.readAllBytes());
                return copy;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(MAIN + " is not on the class path", e);
            }
        }
    }

    private static Path jarOf(String className) {
        try {
            Class<?> found = Class.forName(className, false, RuntimeJars.class.getClassLoader());
            return Path.of(
                    found.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException(className + " is not on the class path", e);
        }
    }
}
