package io.continuum.webhooks.core.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519KeyTest {
    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
    private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    /** RFC 8032 §7.1, tests 1 to 3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
                        + "|d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a|''"
                        + "|e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
                        + "|3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c|72"
                        + "|92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"
                        + "|fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025|af82"
                        + "|6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
            })
    void makes_the_keys_and_signatures_of_the_specification(
            String seed, String publicKey, String message, String signature) {
        Ed25519Key key = Ed25519Key.generate(new Given(HexFormat.of().parseHex(seed)));

        assertThat(HexFormat.of().formatHex(key.publicKey(END).bytes())).isEqualTo(publicKey);
        assertThat(HexFormat.of().formatHex(key.sign(HexFormat.of().parseHex(message))))
                .isEqualTo(signature);
    }

    @Test
    void its_signature_of_parts_verifies_by_its_public_half() throws Exception {
        Ed25519Key key = Ed25519Key.generate(new Random(3));
        byte[] signature = key.sign("id.1.".getBytes(UTF_8), "{}".getBytes(UTF_8));
        byte[] x509 = ByteBuffer.allocate(44)
                .put(X509_HEAD)
                .put(key.publicKey(END).bytes())
                .array();

        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509)));
        verifier.update("id.1.{}".getBytes(UTF_8));
        assertThat(verifier.verify(signature)).isTrue();
    }

    @Test
    void is_kept_as_text_and_redacted_otherwise() {
        Ed25519Key key = Ed25519Key.generate(new Random(4));

        assertThat(key.text()).matches("whsk_[A-Za-z0-9+/]{86}==");
        assertThat(new Ed25519Key(key.text())).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(key).hasToString("Ed25519Key[redacted]").isNotEqualTo(Ed25519Key.generate(new Random(5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsk_", "whsk_????", "whsk_AAAA", "whsec_AAAA"})
    void other_texts_are_no_keys_and_are_not_shown(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ed25519Key(text))
                .withMessage("an Ed25519 key is whsk_ and base64 of 64 bytes");
    }

    /** The key and the thumbprint of RFC 8037, appendices A.2 and A.3. */
    @Test
    void a_public_key_is_named_by_its_thumbprint() {
        PublicKey key = new PublicKey("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", END);

        assertThat(key.kid()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        assertThat(key.standardText()).isEqualTo("whpk_" + Base64.getEncoder().encodeToString(key.bytes()));
    }

    @Test
    void a_public_key_is_valid_until_its_end_exactly() {
        PublicKey key = Ed25519Key.generate(new Random(6)).publicKey(END);

        assertThat(key.isValidAt(END.minusNanos(1))).isTrue();
        assertThat(key.isValidAt(END)).isFalse();
    }

    @Test
    void a_public_key_has_32_bytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PublicKey("AAAA", END));
    }

    /** Chance that is known. */
    private static final class Given implements RandomGenerator {
        private final byte[] bytes;

        private Given(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] out) {
            System.arraycopy(bytes, 0, out, 0, out.length);
        }

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException("only bytes are drawn");
        }
    }
}
