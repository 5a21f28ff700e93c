package io.continuum.webhooks.lambda.http;

import java.nio.ByteBuffer;

/** A ServerHello by hand (RFC 4346 §7.4.1.3): the JDK as a server chooses neither old versions nor weak ciphers. */
final class ServerHello {
    /** TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256. */
    static final int OFFERED_SUITE = 0xC02F;

    /** TLS_RSA_WITH_RC4_128_SHA (prohibited by RFC 7465). */
    static final int WEAK_SUITE = 0x0005;

    private static final byte HANDSHAKE_RECORD = 0x16;

    private ServerHello() {}

    /** Returns one of version 3.{@code minor}: 0 is SSL 3.0, 3 is TLS 1.2. */
    static byte[] of(int minor, int suite) {
        return ByteBuffer.allocate(47)
                .put(new byte[] {HANDSHAKE_RECORD, 3, (byte) minor, 0, 42})
                .put(new byte[] {2, 0, 0, 38, 3, (byte) minor})
                .put(new byte[32])
                .put((byte) 0)
                .putShort((short) suite)
                .put((byte) 0)
                .array();
    }
}
