package io.continuum.webhooks.local;

import io.continuum.webhooks.local.process.StartFailure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a user sets for the local runner.
 *
 * @param port of 127.0.0.1; 0 for any free one
 * @param dataDir folder that keeps the data; null = none is kept
 * @param adminKey the first admin key; null = made once, printed, and kept
 * @param endpoint another AWS to use in place of the embedded engines; null = none
 * @param visibilityTimeout of the queues
 * @param functions environment of the functions, without the names of the services
 */
public record LocalSettings(
        int port,
        @Nullable Path dataDir,
        @Nullable String adminKey,
        @Nullable URI endpoint,
        Duration visibilityTimeout,
        Map<String, String> functions) {
    private static final int PORT = 8787;
    private static final String LOCAL = "local";
    private static final int HIGHEST_PORT = 65_535;
    private static final int VISIBILITY_SECONDS = 360;
    private static final int LONGEST_VISIBILITY_SECONDS = 43_200;

    /** Short enough for the longest name made of it, and of characters that tables, queues and secrets all take. */
    private static final Pattern STAGE = Pattern.compile("[a-z0-9-]{1,48}");

    /** Copies the environment. */
    public LocalSettings {
        functions = Map.copyOf(functions);
    }

    /**
     * Reads {@code env}.
     *
     * @throws StartFailure if a variable is wrong
     */
    public static LocalSettings of(Map<String, String> env) {
        String dataDir = env.getOrDefault("DATA_DIR", ".data");
        String endpoint = env.getOrDefault("AWS_ENDPOINT_URL", "");
        String adminKey = env.getOrDefault("ADMIN_KEY", "");
        Map<String, String> functions = new HashMap<>(env);
        // The one default that differs from a deployment: receivers on this machine are what it is for.
        functions.putIfAbsent("ALLOW_INSECURE_TARGETS", "true");
        if (!STAGE.matcher(functions.getOrDefault("STAGE", LOCAL)).matches()) {
            throw new StartFailure("STAGE must be 1 to 48 of a-z, 0-9 and -");
        }
        return new LocalSettings(
                number(env, "PORT", 0, HIGHEST_PORT, PORT),
                dataDir.equals("memory") ? null : Path.of(dataDir),
                adminKey.isEmpty() ? null : adminKey,
                endpoint.isEmpty() ? null : URI.create(endpoint),
                Duration.ofSeconds(
                        number(env, "VISIBILITY_TIMEOUT_SECONDS", 1, LONGEST_VISIBILITY_SECONDS, VISIBILITY_SECONDS)),
                functions);
    }

    /**
     * Returns the stage, {@code local} if none is set: what keeps apart the tables, queues and secrets of several
     * platforms in the same AWS.
     */
    public String stage() {
        String given = functions.getOrDefault("STAGE", "");
        return given.isEmpty() ? LOCAL : given;
    }

    /** Returns {@code name} of this stage; that of {@code local} is the name itself. */
    public String named(String name) {
        return stage().equals(LOCAL) ? name : stage() + "-" + name;
    }

    private static int number(Map<String, String> env, String name, int least, int most, int usual) {
        String value = env.getOrDefault(name, "");
        try {
            int number = value.isEmpty() ? usual : Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below, like a number out of range.
        }
        throw new StartFailure("%s must be a whole number from %d to %d".formatted(name, least, most));
    }

    @Override
    public String toString() {
        return "LocalSettings[port=" + port + ", dataDir=" + dataDir + ", endpoint=" + endpoint + "]";
    }
}
