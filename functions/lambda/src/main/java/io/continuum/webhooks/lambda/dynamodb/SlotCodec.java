package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.admission.Slot;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Slots in one binary attribute, 22 bytes each: the delivery id's 128 bits, the attempt, the expiry in seconds. As 20
 * maps they would not fit into the 1 KB that one write unit pays for.
 */
final class SlotCodec {
    private static final int ID_BYTES = 16;
    private static final int SLOT_BYTES = ID_BYTES + Short.BYTES + Integer.BYTES;
    private static final int ID_LENGTH = 26;
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private SlotCodec() {}

    /** Packs slots in their order. */
    static byte[] pack(List<Slot> slots) {
        ByteBuffer packed = ByteBuffer.allocate(slots.size() * SLOT_BYTES);
        for (Slot slot : slots) {
            packed.put(bits(Keys.bare(slot.delivery())));
            packed.putShort((short) slot.attempt());
            packed.putInt((int) slot.expiresAt().getEpochSecond());
        }
        return packed.array();
    }

    /** Reads what {@link #pack} wrote; attempts up to 65,535 and times up to the year 2106. */
    static List<Slot> unpack(byte[] packed) {
        ByteBuffer from = ByteBuffer.wrap(packed);
        List<Slot> slots = new ArrayList<>(packed.length / SLOT_BYTES);
        byte[] id = new byte[ID_BYTES];
        while (from.hasRemaining()) {
            from.get(id);
            int attempt = Short.toUnsignedInt(from.getShort());
            Instant expires = Instant.ofEpochSecond(Integer.toUnsignedLong(from.getInt()));
            slots.add(new Slot(Keys.delivery(text(id)), attempt, expires));
        }
        return slots;
    }

    private static byte[] bits(String ulid) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < ulid.length(); i++) {
            high = high << 5 | low >>> (Long.SIZE - 5);
            low = low << 5 | ALPHABET.indexOf(ulid.charAt(i));
        }
        return ByteBuffer.allocate(ID_BYTES).putLong(high).putLong(low).array();
    }

    private static String text(byte[] bits) {
        BigInteger left = new BigInteger(1, bits);
        char[] text = new char[ID_LENGTH];
        for (int i = ID_LENGTH - 1; i >= 0; i--) {
            text[i] = ALPHABET.charAt(left.intValue() & 31);
            left = left.shiftRight(5);
        }
        return new String(text);
    }
}
