package io.continuum.webhooks.core.egress;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Every way to write an IPv4 address inside an IPv6 one that a host on the way may unpack. */
public enum Embedding {
    /** RFC 4291 §2.5.5.2. */
    MAPPED("00000000000000000000ffff", ""),
    /** RFC 4291 §2.5.5.1. */
    COMPATIBLE("000000000000000000000000", ""),
    /** RFC 2765 §2.1. */
    SIIT("0000000000000000ffff0000", ""),
    /** RFC 6052 §2.1, the well-known prefix. */
    NAT64("0064ff9b0000000000000000", ""),
    /** RFC 8215, the prefix for local use, as its /96. */
    NAT64_LOCAL("0064ff9b0001000000000000", ""),
    /** RFC 3056 §2. */
    SIX_TO_FOUR("2002", "00000000000000000001"),
    /** RFC 4380 §4: the server's address. */
    TEREDO_SERVER("20010000", "8000ffffffffffff"),
    /** RFC 5214 §6.1, the link's own prefix. */
    ISATAP("fe8000000000000000005efe", ""),
    /** RFC 5214 §6.1, the link's own prefix and an identifier that is unique in the world. */
    ISATAP_UNIVERSAL("fe8000000000000002005efe", ""),
    /** RFC 5214 §6.1, a public prefix. */
    ISATAP_PUBLIC("260647000000000000005efe", ""),
    /** RFC 5214 §6.1, a public prefix and an identifier that is unique in the world. */
    ISATAP_PUBLIC_UNIVERSAL("260647000000000002005efe", "");

    private static final int V6_BYTES = 16;
    private final String before;
    private final String after;

    Embedding(String before, String after) {
        this.before = before;
        this.after = after;
    }

    /** Returns the IPv6 address around that IPv4 address. */
    public byte[] around(byte[] v4) {
        return ByteBuffer.allocate(V6_BYTES)
                .put(hex(before))
                .put(v4)
                .put(hex(after))
                .array();
    }

    /** Returns all addresses around that IPv4 address, and those that hold it in more than one piece or inverted. */
    public static List<byte[]> allAround(byte[] v4) {
        var simple = Stream.of(values()).map(embedding -> embedding.around(v4));
        return Stream.concat(simple, Stream.of(teredoClient(v4), local48(v4))).toList();
    }

    /** RFC 4380 §4: the client's address, every bit inverted. */
    private static byte[] teredoClient(byte[] v4) {
        var address = ByteBuffer.allocate(V6_BYTES).put(hex("200100004136e378800063bf"));
        for (byte b : v4) {
            address.put((byte) ~b);
        }
        return address.array();
    }

    /** RFC 6052 §2.2: under a /48, bits 64 to 71 are zero in the midst of the address. */
    private static byte[] local48(byte[] v4) {
        return ByteBuffer.allocate(V6_BYTES)
                .put(hex("0064ff9b0001"))
                .put(v4, 0, 2)
                .put((byte) 0)
                .put(v4, 2, 2)
                .array();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
