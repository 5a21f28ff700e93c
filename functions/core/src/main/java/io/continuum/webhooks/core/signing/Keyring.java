package io.continuum.webhooks.core.signing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.continuum.webhooks.core.id.WebhookKey;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The keys that encrypt credentials, AES-256-GCM. What is encrypted belongs to one version of one webhook of one tenant:
 * moved to another place it does not open. Never shows itself. Thread-safe.
 *
 * <p>A nonce is 96 random bits, so one key is good for 2^32 ciphertexts (NIST SP 800-38D §8.3): ten thousand webhooks
 * that change their secrets every hour need fifty years for that.
 */
public final class Keyring {
    /** Fewest characters of a key: letters and digits make 256 bits of 43 of them. */
    public static final int MIN_KEY_CHARACTERS = 43;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String CURRENT = "current";
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String CONTEXT = "continuum-webhooks credentials v1";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final String current;
    private final Map<String, SecretKey> keys;

    private Keyring(String current, Map<String, SecretKey> keys) {
        this.current = current;
        this.keys = Map.copyOf(keys);
    }

    /**
     * Reads {@code {"current": "k2", "k1": "…", "k2": "…"}}: every field but {@code current} is a key by its id, at
     * least {@link #MIN_KEY_CHARACTERS} random characters of any kind, of which the AES key is derived (HKDF-SHA256).
     *
     * @return empty if it is not of that form, or {@code current} names no key
     */
    public static Optional<Keyring> parse(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        Map<String, SecretKey> keys = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            String material = entry.getValue().textValue();
            if (entry.getKey().equals(CURRENT)) {
                continue;
            }
            if (material == null
                    || material.length() < MIN_KEY_CHARACTERS
                    || !KEY_ID.matcher(entry.getKey()).matches()) {
                return Optional.empty();
            }
            keys.put(entry.getKey(), derived(entry.getKey(), material));
        }
        String current = json.path(CURRENT).asText();
        return keys.containsKey(current) ? Optional.of(new Keyring(current, keys)) : Optional.empty();
    }

    private static SecretKey derived(String id, String material) {
        byte[] info = ("continuum-webhooks keyring " + id).getBytes(StandardCharsets.UTF_8);
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(material.getBytes(StandardCharsets.UTF_8))
                                    .thenExpand(info, KEY_BYTES));
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new IllegalStateException("every Java platform from 25 on has HKDF-SHA256", e);
        }
    }

    /** Returns the id of the key that encrypts. */
    public String current() {
        return current;
    }

    /** Returns whether it has a key of this id. */
    public boolean has(String keyId) {
        return keys.containsKey(keyId);
    }

    /** Encrypts with the current key. {@code random} must be a cryptographic generator. */
    public Sealed seal(WebhookKey webhook, String version, String text, RandomGenerator random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, current, nonce, webhook, version);
            byte[] encrypted = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
            System.arraycopy(encrypted, 0, all, NONCE_BYTES, encrypted.length);
            return new Sealed(current, Base64.getEncoder().encodeToString(all));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + CIPHER, e);
        }
    }

    /**
     * Decrypts; empty if the keyring lacks the key, or this is not what was encrypted for this version of this webhook.
     */
    public Optional<String> open(WebhookKey webhook, String version, Sealed sealed) {
        try {
            byte[] all = Base64.getDecoder().decode(sealed.text());
            if (!has(sealed.keyId()) || all.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
                return Optional.empty();
            }
            byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, sealed.keyId(), nonce, webhook, version);
            byte[] plain = cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + CIPHER, e);
        }
    }

    private Cipher cipher(int mode, String keyId, byte[] nonce, WebhookKey webhook, String version)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, keys.get(keyId), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context(webhook, version));
        return cipher;
    }

    /** Each part has its length in front, so that no two places are written alike. */
    private static byte[] context(WebhookKey webhook, String version) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(CONTEXT);
            out.writeUTF(webhook.tenant().value());
            out.writeUTF(webhook.webhook().random());
            out.writeUTF(version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return "Keyring[" + keys.size() + " keys, current " + current + "]";
    }
}
