package io.continuum.webhooks.local.runtime;

import java.io.File;
import java.net.URISyntaxException;
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
