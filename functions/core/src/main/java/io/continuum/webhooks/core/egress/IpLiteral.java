package io.continuum.webhooks.core.egress;

import java.util.Arrays;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Reads addresses as they stand in URLs, by hand: {@code InetAddress.getByName} also takes {@code 2130706433},
 * {@code 127.1} and {@code 0177.0.0.1}, and resolves what it does not understand.
 */
final class IpLiteral {
    static final int V4_BYTES = 4;
    static final int V6_BYTES = 16;
    private static final int V6_GROUPS = 8;
    private static final int MAPPED_PREFIX = 12;

    private IpLiteral() {}

    /** Reads four decimal numbers of 0 to 255 without leading zeros; empty for any other text. */
    static Optional<byte[]> v4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != V4_BYTES) {
            return Optional.empty();
        }
        byte[] address = new byte[V4_BYTES];
        for (int i = 0; i < V4_BYTES; i++) {
            String part = parts[i];
            if (!part.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(part) > 255) {
                return Optional.empty();
            }
            address[i] = (byte) Integer.parseInt(part);
        }
        return Optional.of(address);
    }

    /** Reads RFC 4291 §2.2 text, with {@code ::} and a dotted quad at the end if need be; empty for zones and the rest. */
    static Optional<byte[]> v6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text).filter(address -> address.length == V6_BYTES);
        }
        var head = groups(text.substring(0, gap));
        var tail = groups(text.substring(gap + 2));
        // "::" stands for one group at least, and a quad can only come last.
        if (head.isEmpty()
                || tail.isEmpty()
                || head.get().length + tail.get().length > V6_BYTES - 2
                || text.substring(0, gap).contains(".")) {
            return Optional.empty();
        }
        byte[] address = Arrays.copyOf(head.get(), V6_BYTES);
        System.arraycopy(tail.get(), 0, address, V6_BYTES - tail.get().length, tail.get().length);
        return Optional.of(address);
    }

    /** Writes an IPv6 address as eight hexadecimal groups: HC5 takes one with a dotted quad in it for a name. */
    static String inFull(byte[] address) {
        var groups = new StringJoiner(":");
        for (int i = 0; i < V6_BYTES; i += 2) {
            groups.add(Integer.toHexString((address[i] & 0xFF) << Byte.SIZE | (address[i + 1] & 0xFF)));
        }
        return groups.toString();
    }

    /** Returns the IPv4 address inside {@code ::ffff:0:0/96} (RFC 4291 §2.5.5.2), any other address as it is. */
    static byte[] unmapped(byte[] address) {
        if (address.length != V6_BYTES || address[10] != -1 || address[11] != -1) {
            return address;
        }
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return address;
            }
        }
        return Arrays.copyOfRange(address, MAPPED_PREFIX, V6_BYTES);
    }

    /** Reads groups of one to four hexadecimal digits, the last of which may be a dotted quad; no bytes for no text. */
    private static Optional<byte[]> groups(String text) {
        if (text.isEmpty()) {
            return Optional.of(new byte[0]);
        }
        String[] parts = text.split(":", -1);
        if (parts.length > V6_GROUPS) {
            return Optional.empty();
        }
        byte[] address = new byte[parts.length * 2];
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            if (last && parts[i].contains(".")) {
                int at = i * 2;
                return v4(parts[i]).map(quad -> {
                    byte[] all = Arrays.copyOf(address, at + V4_BYTES);
                    System.arraycopy(quad, 0, all, at, V4_BYTES);
                    return all;
                });
            }
            if (!parts[i].matches("[0-9A-Fa-f]{1,4}")) {
                return Optional.empty();
            }
            int group = Integer.parseInt(parts[i], 16);
            address[i * 2] = (byte) (group >> Byte.SIZE);
            address[i * 2 + 1] = (byte) group;
        }
        return Optional.of(address);
    }
}
