package io.continuum.webhooks.core.egress;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which IP addresses a webhook may go to: public unicast only. An IPv4 address is allowed unless a row names it; an
 * IPv6 address only inside 2000::/3 and unless a row names it. That leaves out every block that stands for other
 * addresses or for nothing public: {@code ::}, {@code ::1}, {@code ::/96}, SIIT, NAT64 (right for functions, whose way
 * out is IPv4), discard-only, unique-local, link-local, site-local, multicast. ISATAP is refused under every prefix.
 * Blocks of the registries are refused even where they are globally reachable: no receiver lives there. JDK predicates
 * are not used: they miss most of these.
 *
 * @param allowInsecureTargets loopback is allowed as well, and nothing else; for the developer's own machine
 */
public record AddressPolicy(boolean allowInsecureTargets) {
    /** IANA IPv4 and IPv6 Special-Purpose Address Registries; the RFC of each row beside it. */
    private static final List<AddressRange> REFUSED = List.of(
            AddressRange.of("0.0.0.0/8", "this network, RFC 791"),
            AddressRange.of("10.0.0.0/8", "private use, RFC 1918"),
            AddressRange.of("100.64.0.0/10", "carrier NAT, RFC 6598; Alibaba's metadata service is in it"),
            AddressRange.of("127.0.0.0/8", "loopback, RFC 1122; the Lambda runtime API listens there"),
            AddressRange.of("169.254.0.0/16", "link-local, RFC 3927; EC2 metadata and the X-Ray daemon"),
            AddressRange.of("172.16.0.0/12", "private use, RFC 1918"),
            AddressRange.of("192.0.0.0/24", "protocol assignments, RFC 6890; Oracle's metadata service is in it"),
            AddressRange.of("192.0.2.0/24", "documentation TEST-NET-1, RFC 5737"),
            AddressRange.of("192.31.196.0/24", "AS112, RFC 7535: answers with whatever is nearest"),
            AddressRange.of("192.52.193.0/24", "AMT relays, RFC 7450"),
            AddressRange.of("192.88.99.0/24", "6to4 relays, RFC 7526"),
            AddressRange.of("192.168.0.0/16", "private use, RFC 1918"),
            AddressRange.of("192.175.48.0/24", "AS112 direct delegation, RFC 7534"),
            AddressRange.of("198.18.0.0/15", "benchmarking, RFC 2544"),
            AddressRange.of("198.51.100.0/24", "documentation TEST-NET-2, RFC 5737"),
            AddressRange.of("203.0.113.0/24", "documentation TEST-NET-3, RFC 5737"),
            AddressRange.of("224.0.0.0/4", "multicast, RFC 1112"),
            AddressRange.of("240.0.0.0/4", "reserved and broadcast, RFC 1112, RFC 919"),
            AddressRange.of("2001::/23", "protocol assignments, RFC 2928: Teredo, benchmarking, ORCHID"),
            AddressRange.of("2001:db8::/32", "documentation, RFC 3849"),
            AddressRange.of("2002::/16", "6to4, RFC 3056: an IPv4 address in disguise"),
            AddressRange.of("2620:4f:8000::/48", "AS112 direct delegation, RFC 7534"),
            AddressRange.of("3fff::/20", "documentation, RFC 9637"));

    private static final AddressRange GLOBAL_UNICAST = AddressRange.of("2000::/3", "global unicast, RFC 4291");

    /** Identifiers of ISATAP interfaces under whatever prefix (RFC 5214 §6.1): an IPv4 address follows. */
    private static final List<byte[]> ISATAP =
            List.of(new byte[] {0, 0, 0x5e, (byte) 0xfe}, new byte[] {2, 0, 0x5e, (byte) 0xfe});

    private static final int IDENTIFIER = 8;

    private static final List<AddressRange> LOOPBACK = List.of(
            AddressRange.of("127.0.0.0/8", "loopback, RFC 1122"), AddressRange.of("::1/128", "loopback, RFC 4291"));

    /** Returns whether the address may be dialled. An IPv4-mapped address is judged as the IPv4 address it is. */
    public boolean allows(InetAddress address) {
        return allows(address.getAddress());
    }

    /**
     * Returns whether the address may be dialled. An IPv4-mapped address is judged as the IPv4 address it is.
     *
     * @param address in network order; anything but 4 or 16 bytes is refused
     */
    public boolean allows(byte[] address) {
        byte[] plain = IpLiteral.unmapped(address);
        if (allowInsecureTargets && isIn(LOOPBACK, plain)) {
            return true;
        }
        boolean mayBePublic = plain.length == IpLiteral.V4_BYTES || GLOBAL_UNICAST.contains(plain);
        return mayBePublic && !isIn(REFUSED, plain) && !isIsatap(plain);
    }

    private static boolean isIsatap(byte[] address) {
        return address.length == IpLiteral.V6_BYTES
                && ISATAP.stream()
                        .anyMatch(mark ->
                                Arrays.equals(address, IDENTIFIER, IDENTIFIER + mark.length, mark, 0, mark.length));
    }

    private static boolean isIn(List<AddressRange> ranges, byte[] address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
