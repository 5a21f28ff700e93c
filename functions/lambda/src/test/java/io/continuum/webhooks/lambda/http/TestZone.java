package io.continuum.webhooks.lambda.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A resolver of the test's own: names with addresses, with other names, and with answers that change. */
final class TestZone implements AddressLookup {
    private static final int LONGEST_CHAIN = 8;
    private final Map<String, List<List<InetAddress>>> addresses = new HashMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /** Lets a name have these addresses; called again, from the next look-up on, after which the last ones stay. */
    synchronized TestZone name(String name, String... texts) {
        addresses
                .computeIfAbsent(name, _ -> new ArrayList<>())
                .add(Stream.of(texts).map(InetAddress::ofLiteral).toList());
        return this;
    }

    /** Lets a name have these addresses next. */
    synchronized TestZone bytes(String name, byte[]... answers) throws UnknownHostException {
        var all = new ArrayList<InetAddress>();
        for (byte[] answer : answers) {
            all.add(InetAddress.getByAddress(answer));
        }
        addresses.computeIfAbsent(name, _ -> new ArrayList<>()).add(all);
        return this;
    }

    /** Lets a name stand for another one (CNAME). */
    synchronized TestZone alias(String name, String canonical) {
        aliases.put(name, canonical);
        return this;
    }

    /** Returns all names that were asked for, in order. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized List<InetAddress> lookup(String name) throws UnknownHostException {
        asked.add(name);
        String canonical = name;
        for (int i = 0; aliases.containsKey(canonical); i++) {
            if (i == LONGEST_CHAIN) {
                throw new UnknownHostException(name); // as resolvers do with a loop
            }
            canonical = Objects.requireNonNull(aliases.get(canonical));
        }
        var answers = addresses.get(canonical);
        if (answers == null) {
            throw new UnknownHostException(name);
        }
        return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    }
}
