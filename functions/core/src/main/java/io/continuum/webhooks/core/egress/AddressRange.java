package io.continuum.webhooks.core.egress;

/** A block of addresses: those whose first {@code bits} bits are the network's. Of one family only. */
final class AddressRange {
    private final byte[] network;
    private final int bits;

    private AddressRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /**
     * Reads CIDR notation.
     *
     * @param source what the block is and which document says so; only for the reader of the table
     */
    @SuppressWarnings("unused") // the source stands beside the row it explains, where no row can go without one
    static AddressRange of(String cidr, String source) {
        int slash = cidr.indexOf('/');
        String address = cidr.substring(0, slash);
        byte[] network = IpLiteral.v4(address)
                .or(() -> IpLiteral.v6(address))
                .orElseThrow(() -> new IllegalArgumentException("not an address: " + cidr));
        return new AddressRange(network, Integer.parseInt(cidr.substring(slash + 1)));
    }

    /** Returns whether the address is of this family and inside. */
    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || (address[whole] ^ network[whole]) >> (Byte.SIZE - rest) == 0;
    }
}
