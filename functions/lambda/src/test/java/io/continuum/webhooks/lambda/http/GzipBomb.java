package io.continuum.webhooks.lambda.http;

import io.continuum.webhooks.lambda.http.HostileReceiver.Visit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** 100 KB that a client which unpacks makes 100 MB of. */
final class GzipBomb {
    private static final int UNPACKED = 100_000_000;
    private static final byte[] PACKED = packed();

    private GzipBomb() {}

    static void drop(Visit visit) throws IOException {
        visit.write(PACKED);
    }

    private static byte[] packed() {
        var packed = new ByteArrayOutputStream();
        byte[] zeros = new byte[100_000];
        try (var gzip = new GZIPOutputStream(packed)) {
            for (int written = 0; written < UNPACKED; written += zeros.length) {
                gzip.write(zeros);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
