package io.continuum.webhooks.lambda.http;

import io.continuum.webhooks.core.egress.TargetCheck;
import io.continuum.webhooks.core.egress.TargetUrl;
import io.continuum.webhooks.core.egress.UrlPolicy;

/**
 * Looks the name of a new webhook up once. Where insecure targets are allowed a name may not exist yet. Thread-safe.
 */
public final class LookupTargetCheck implements TargetCheck, AutoCloseable {
    private final UrlPolicy policy;
    private final BoundedLookup lookup;

    /** Asks {@code lookup} for as long as a connection may take. */
    public LookupTargetCheck(UrlPolicy policy, SenderLimits limits, AddressLookup lookup) {
        this.policy = policy;
        this.lookup = new BoundedLookup(lookup, limits);
    }

    @Override
    public boolean allows(TargetUrl url) {
        var literal = url.literalAddress();
        if (literal.isPresent()) {
            return policy.addresses().allows(literal.get());
        }
        var addresses = lookup.of(url.host());
        if (addresses.isEmpty()) {
            return policy.allowInsecureTargets();
        }
        return addresses.stream().allMatch(policy.addresses()::allows);
    }

    @Override
    public void close() {
        lookup.close();
    }
}
