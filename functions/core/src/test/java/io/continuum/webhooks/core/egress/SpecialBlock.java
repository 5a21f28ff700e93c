package io.continuum.webhooks.core.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * One block of IANA's registries, read without any code of the product's.
 *
 * @param cidr as the registry writes it
 * @param name what it is, and which document says so
 * @param first its first address as a number
 * @param last its last address as a number
 * @param bytes 4 or 16
 */
public record SpecialBlock(String cidr, String name, BigInteger first, BigInteger last, int bytes) {
    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;

    /** Stands for IPv4 addresses and is judged by them, so that it has no verdict of its own. */
    private static final String MAPPED = "::ffff:0:0/96";

    /** Returns the blocks of the IPv4 special-purpose registry. */
    public static List<SpecialBlock> ofIpv4() {
        return read("iana-ipv4-special-registry.tsv");
    }

    /** Returns the blocks of the IPv6 special-purpose registry. */
    public static List<SpecialBlock> ofIpv6() {
        return read("iana-ipv6-special-registry.tsv");
    }

    /** Returns the blocks of both registries and of those of multicast and of the IPv6 address space. */
    public static List<SpecialBlock> all() {
        return Stream.of(ofIpv4(), ofIpv6(), read("special-addresses-of-other-registries.tsv"))
                .flatMap(List::stream)
                .toList();
    }

    /** Returns those of {@link #all} whose every address is to be refused: all but the mapped ones. */
    public static List<SpecialBlock> refused() {
        return all().stream().filter(block -> !block.isMapped()).toList();
    }

    /** Returns whether it is the block of IPv4-mapped addresses. */
    public boolean isMapped() {
        return cidr.equals(MAPPED);
    }

    /** Returns whether it is a block of IPv4 addresses. */
    public boolean isV4() {
        return bytes == V4_BYTES;
    }

    /** Returns its first, middle and last address; the same one thrice for a block of one. */
    public List<byte[]> samples() {
        return Stream.of(first, first.add(last).shiftRight(1), last)
                .map(number -> address(number, bytes))
                .toList();
    }

    /** Returns the address before and the one after it, where there are such. */
    public List<byte[]> neighbours() {
        return Stream.of(first.subtract(BigInteger.ONE), last.add(BigInteger.ONE))
                .filter(number -> number.signum() >= 0 && number.bitLength() <= bytes * Byte.SIZE)
                .map(number -> address(number, bytes))
                .toList();
    }

    /** Returns whether the address is of this family and inside. */
    public boolean contains(byte[] address) {
        var number = new BigInteger(1, address);
        return address.length == bytes && number.compareTo(first) >= 0 && number.compareTo(last) <= 0;
    }

    @Override
    public String toString() {
        return cidr + " " + name;
    }

    private static byte[] address(BigInteger number, int bytes) {
        byte[] digits = number.toByteArray();
        byte[] address = new byte[bytes];
        int count = Math.min(digits.length, bytes);
        System.arraycopy(digits, digits.length - count, address, bytes - count, count);
        return address;
    }

    private static List<SpecialBlock> read(String file) {
        try (var in = requireNonNull(SpecialBlock.class.getResourceAsStream("/vectors/" + file), file);
                var reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(cells -> of(cells[0], cells[1] + ", " + cells[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SpecialBlock of(String cidr, String name) {
        String[] parts = cidr.split("/", -1);
        byte[] network = bytes(parts[0]);
        int free = network.length * Byte.SIZE - Integer.parseInt(parts[1]);
        var first = new BigInteger(1, network);
        var last = first.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE);
        return new SpecialBlock(cidr, name, first, last, network.length);
    }

    /** The JDK reads mapped addresses as IPv4, and nothing else here. */
    private static byte[] bytes(String address) {
        try {
            byte[] read = InetAddress.getByName(address).getAddress();
            if (read.length == V6_BYTES || !address.contains(":")) {
                return read;
            }
            byte[] mapped = new byte[V6_BYTES];
            mapped[10] = -1;
            mapped[11] = -1;
            System.arraycopy(read, 0, mapped, V6_BYTES - V4_BYTES, V4_BYTES);
            return mapped;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }
}
