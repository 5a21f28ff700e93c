package io.continuum.webhooks.lambda.openapi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Spoils JSON as text and as bytes. */
final class FuzzBytes {
    private static final int TOO_DEEP = 40;
    private static final int HUGE = 300 * 1024;
    private static final int MANY_KEYS = 10_050;

    private final RandomGenerator random;

    FuzzBytes(RandomGenerator random) {
        this.random = random;
    }

    byte[] spoiled(String json) {
        return switch (random.nextInt(14)) {
            case 0 -> utf8(json.substring(0, random.nextInt(json.length() + 1)));
            case 1 -> utf8(json + json);
            case 2 -> broken(json);
            case 3 -> utf8("\uFEFF" + json);
            case 4 -> json.getBytes(StandardCharsets.UTF_16LE);
            case 5 -> utf8(twice(json));
            case 6 -> utf8(within(json, "[".repeat(TOO_DEEP) + "]".repeat(TOO_DEEP)));
            case 7 -> utf8(within(json, "\"\\ud800\""));
            case 8 -> utf8(within(json, "1".repeat(200)));
            case 9 -> utf8(within(json, "1e999999999"));
            case 10 -> utf8(random.nextInt(3) == 0 ? within(json, "\"" + "x".repeat(HUGE) + "\"") : "\"x\"");
            case 11 -> utf8(random.nextInt(3) == 0 ? within(json, keys()) : "{}");
            case 12 -> utf8(json.replace("\"", "'"));
            default -> random(random.nextInt(200));
        };
    }

    private byte[] random(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] broken(String json) {
        byte[] bytes = utf8(json);
        int at = random.nextInt(bytes.length);
        bytes[at] = (byte) 0xC0;
        return bytes;
    }

    /** The first field of an object, said twice. */
    private static String twice(String json) {
        int colon = json.indexOf(':');
        return json.startsWith("{") && colon > 0 ? "{" + json.substring(1, colon) + ":1," + json.substring(1) : json;
    }

    /** Puts a value into the first object. */
    private static String within(String json, String value) {
        String comma = json.startsWith("{}") ? "" : ",";
        return json.startsWith("{") ? "{\"data\":" + value + comma + json.substring(1) : value;
    }

    private static String keys() {
        String[] keys = new String[MANY_KEYS];
        Arrays.setAll(keys, i -> "\"k" + i + "\":0");
        return "{" + String.join(",", keys) + "}";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
