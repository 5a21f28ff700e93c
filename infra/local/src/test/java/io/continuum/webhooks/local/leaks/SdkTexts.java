package io.continuum.webhooks.local.leaks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Every text in something of the SDK's, however deep: names, values, and what is in bytes, packed or not. */
final class SdkTexts {
    private static final int MOST_UNPACKED = 4 * 1_024 * 1_024;

    private SdkTexts() {}

    static List<String> in(@Nullable Object thing) {
        List<String> texts = new ArrayList<>();
        collect(thing, texts);
        return texts;
    }

    private static void collect(@Nullable Object thing, List<String> texts) {
        switch (thing) {
            case null -> {
                // An attribute that is not set.
            }
            case String text -> texts.add(text);
            case SdkBytes bytes -> ofBytes(bytes.asByteArray(), texts);
            case Map<?, ?> map ->
                map.forEach((name, value) -> {
                    collect(name, texts);
                    collect(value, texts);
                });
            case Collection<?> all -> all.forEach(one -> collect(one, texts));
            case SdkPojo pojo -> {
                for (SdkField<?> field : pojo.sdkFields()) {
                    collect(field.getValueOrDefault(pojo), texts);
                }
            }
            default -> texts.add(thing.toString());
        }
    }

    private static void ofBytes(byte[] bytes, List<String> texts) {
        texts.add(new String(bytes, StandardCharsets.UTF_8));
        // A key in its bytes is no text; its hexadecimal form is one of those looked for.
        texts.add(HexFormat.of().formatHex(bytes));
        unpacked(bytes, true, texts);
        unpacked(bytes, false, texts);
    }

    private static void unpacked(byte[] bytes, boolean gzip, List<String> texts) {
        try (InputStream in = gzip
                ? new GZIPInputStream(new ByteArrayInputStream(bytes))
                : new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            texts.add(new String(in.readNBytes(MOST_UNPACKED), StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Not packed in this way.
            return;
        }
    }
}
