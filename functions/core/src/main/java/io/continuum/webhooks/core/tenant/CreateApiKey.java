package io.continuum.webhooks.core.tenant;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes keys, and tenants with their first key. Thread-safe. */
public final class CreateApiKey {
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 16;

    private final KeyStore keys;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Uses {@code random} for keys: it must be a cryptographic one. */
    public CreateApiKey(KeyStore keys, InstantSource clock, RandomGenerator random) {
        this.keys = keys;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What is asked for.
     *
     * @param tenant whose key; made if it is new
     * @param dialect null = the caller's word for "as the tenant speaks, continuum if it is new"
     * @param scopes what the key may do
     * @param name for people; may be empty
     * @param expiresAt null = never
     */
    public record Order(
            TenantId tenant,
            @Nullable Dialect dialect,
            Set<Scope> scopes,
            String name,
            @Nullable Instant expiresAt) {
        /** Copies the scopes. */
        public Order {
            scopes = Set.copyOf(scopes);
        }
    }

    /**
     * A key and the only sight of it.
     *
     * @param stored what is known from now on
     * @param key the key itself
     */
    public record Made(ApiKey stored, String key) {
        @Override
        public String toString() {
            return "Made[stored=" + stored + "]";
        }
    }

    /** Makes a key. Refused with 409 if the tenant speaks another dialect than the order names. */
    public Result<Made> create(Order order) {
        return store(order, "ck_" + text(KEY_BYTES));
    }

    /**
     * Makes sure that {@code key} is an admin key of tenant {@code default} with all scopes. Doing it twice changes
     * nothing.
     *
     * @throws IllegalArgumentException if the key is shorter than {@link KeyHash#MIN_KEY_LENGTH} characters
     */
    public void ensureAdmin(String key) {
        if (key.length() < KeyHash.MIN_KEY_LENGTH) {
            throw new IllegalArgumentException("an admin key has at least " + KeyHash.MIN_KEY_LENGTH + " characters");
        }
        if (keys.find(KeyHash.of(key)).isPresent()) {
            return;
        }
        TenantId tenant = new TenantId("default");
        for (ApiKey other : keys.list(tenant)) {
            if (other.name().equals(ADMIN_NAME)) {
                keys.remove(tenant, other.id());
            }
        }
        Set<Scope> all = Set.of(Scope.values());
        store(new Order(tenant, Dialect.CONTINUUM, all, ADMIN_NAME, null), key);
    }

    private static final String ADMIN_NAME = "first admin key";

    private Result<Made> store(Order order, String key) {
        String id = "key_" + text(ID_BYTES);
        Result<Made> made = tried(order, key, id);
        // A key that names no dialect loses only to a first key made meanwhile: now it is known what the tenant speaks.
        return order.dialect() == null && made instanceof Result.Refused<Made> ? tried(order, key, id) : made;
    }

    private Result<Made> tried(Order order, String key, String id) {
        Dialect wanted = order.dialect();
        ApiKey stored = new ApiKey(
                id,
                KeyHash.of(key),
                order.tenant(),
                wanted != null ? wanted : keys.dialect(order.tenant()).orElse(Dialect.CONTINUUM),
                order.scopes(),
                order.name(),
                clock.instant(),
                order.expiresAt(),
                null);
        return switch (keys.add(stored)) {
            case STORED, KNOWN_KEY -> Result.ok(new Made(stored, key));
            case OTHER_DIALECT ->
                Result.refused(Refusal.of(ErrorCode.DIALECT_CONFLICT, "A tenant keeps the dialect of its first key."));
        };
    }

    private String text(int bytes) {
        byte[] made = new byte[bytes];
        random.nextBytes(made);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(made);
    }
}
