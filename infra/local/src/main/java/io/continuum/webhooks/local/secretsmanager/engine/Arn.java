package io.continuum.webhooks.local.secretsmanager.engine;

import java.util.random.RandomGenerator;

/**
 * The ARN of a secret: {@code arn:aws:secretsmanager:<region>:000000000000:secret:<name>-<6 characters>}.
 *
 * @param value the whole ARN
 */
public record Arn(String value) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static final int SUFFIX_LENGTH = 1 + Limits.ARN_SUFFIX_CHARACTERS;

    /** Makes the ARN of a new secret; the six random characters differ from those of a former secret of that name. */
    static Arn generate(String region, SecretName name, RandomGenerator random) {
        var arn = new StringBuilder(prefix(region)).append(name.value()).append('-');
        for (int index = 0; index < Limits.ARN_SUFFIX_CHARACTERS; index++) {
            arn.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new Arn(arn.toString());
    }

    /** Returns what every ARN of the region starts with, up to the secret's name. */
    static String prefix(String region) {
        return "arn:aws:secretsmanager:" + region + ":" + Limits.ACCOUNT_ID + ":secret:";
    }

    /** Returns the text without a dash and six characters at its end, or the text when it is too short to have them. */
    static String withoutSuffix(String text) {
        int length = text.length() - SUFFIX_LENGTH;
        return length > 0 && text.charAt(length) == '-' ? text.substring(0, length) : text;
    }
}
