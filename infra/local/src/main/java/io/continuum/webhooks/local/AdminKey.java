package io.continuum.webhooks.local;

import io.continuum.webhooks.core.tenant.KeyHash;
import io.continuum.webhooks.local.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * The first admin key of a local runner.
 *
 * @param key the key
 * @param made whether it is shown: a given one is known to the user already
 */
record AdminKey(String key, boolean made) {
    private static final int BYTES = 32;

    /** Returns the key given, the one kept, or a new one that is kept from now on. */
    static AdminKey of(LocalSettings settings, RandomGenerator random) {
        if (settings.adminKey() != null) {
            if (settings.adminKey().length() < KeyHash.MIN_KEY_LENGTH) {
                throw new StartFailure("ADMIN_KEY must have at least " + KeyHash.MIN_KEY_LENGTH + " characters");
            }
            return new AdminKey(settings.adminKey(), false);
        }
        if (settings.dataDir() == null) {
            return new AdminKey(make(random), true);
        }
        Path file = settings.dataDir().resolve("admin-key");
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, make(random), StandardOpenOption.WRITE);
            }
            return new AdminKey(Files.readString(file).strip(), true);
        } catch (IOException e) {
            throw new StartFailure("cannot keep the admin key in " + file + ": " + e.getMessage(), e);
        }
    }

    private static String make(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return "ck_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "AdminKey[made=" + made + "]";
    }
}
