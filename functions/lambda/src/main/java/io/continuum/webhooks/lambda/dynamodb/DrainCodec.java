package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.admission.Drain;
import java.nio.ByteBuffer;
import java.time.Instant;

/** A drain in one binary attribute of 32 bytes; times in whole seconds. */
final class DrainCodec {
    private static final int BYTES = 4 * Integer.BYTES + 2 * Long.BYTES;

    private DrainCodec() {}

    /** Packs a drain. */
    static byte[] pack(Drain drain) {
        return ByteBuffer.allocate(BYTES)
                .putInt((int) drain.startedAt().getEpochSecond())
                .putInt((int) drain.plannedUntil().getEpochSecond())
                .putInt(drain.released())
                .putInt(drain.step())
                .putLong(drain.attempts())
                .putLong(drain.durationMs())
                .array();
    }

    /** Reads what {@link #pack} wrote; times up to the year 2106. */
    static Drain unpack(byte[] packed) {
        ByteBuffer from = ByteBuffer.wrap(packed);
        return new Drain(
                seconds(from.getInt()),
                seconds(from.getInt()),
                from.getInt(),
                from.getInt(),
                from.getLong(),
                from.getLong());
    }

    private static Instant seconds(int packed) {
        return Instant.ofEpochSecond(Integer.toUnsignedLong(packed));
    }
}
