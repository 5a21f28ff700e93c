package io.continuum.webhooks.lambda.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a name. Called from several threads at once. */
@FunctionalInterface
public interface AddressLookup {
    /**
     * Returns all addresses, in the order in which they are to be tried. May take as long as it likes: whoever asks
     * stops waiting.
     *
     * @param name a host name in lower case, never an address
     * @throws UnknownHostException if there is none, or nobody who knows
     */
    List<InetAddress> lookup(String name) throws UnknownHostException;

    /** Returns the operating system's resolver, with the JVM's cache in front of it. */
    static AddressLookup ofSystem() {
        return name -> List.of(InetAddress.getAllByName(name));
    }
}
