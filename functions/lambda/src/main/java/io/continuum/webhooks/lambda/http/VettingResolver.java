package io.continuum.webhooks.lambda.http;

import io.continuum.webhooks.core.egress.AddressPolicy;
import io.continuum.webhooks.lambda.http.Exchange.Phase;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Gives HC5 the addresses to dial, each of them vetted: HC5 asks for names and for addresses alike, and dials what it
 * is told, so nothing can change between check and use. One forbidden answer refuses the name: which one is dialled
 * must not be a matter of luck or of the receiver's choice.
 */
final class VettingResolver implements DnsResolver {
    private final AddressPolicy policy;
    private final BoundedLookup lookup;

    VettingResolver(AddressPolicy policy, BoundedLookup lookup) {
        this.policy = policy;
        this.lookup = lookup;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var exchange = Exchange.current();
        exchange.enter(Phase.LOOKUP);
        var url = exchange.url();
        var addresses = url.literalAddress().map(List::of).orElseGet(() -> lookup.within(exchange.left(), url.host()));
        if (addresses.isEmpty()) {
            throw new UnknownHostException("no address");
        }
        if (!addresses.stream().allMatch(policy::allows)) {
            throw new BlockedTargetException();
        }
        exchange.enter(Phase.CONNECT);
        return addresses.toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
