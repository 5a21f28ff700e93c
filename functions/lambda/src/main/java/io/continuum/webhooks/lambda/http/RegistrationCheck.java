package io.continuum.webhooks.lambda.http;

import io.continuum.webhooks.core.egress.AddressPolicy;
import io.continuum.webhooks.core.egress.EgressLimits;
import io.continuum.webhooks.core.egress.TargetCheck;
import io.continuum.webhooks.core.egress.TargetUrl;
import io.continuum.webhooks.core.egress.UrlPolicy;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks a target up when a webhook is registered, so that a typing error is told at once. Thread-safe. */
public final class RegistrationCheck implements TargetCheck {
    private final UrlPolicy policy;
    private final AddressLookup lookup;

    /** Judges what {@code lookup} finds by {@code policy}. */
    public RegistrationCheck(UrlPolicy policy, AddressLookup lookup) {
        this.policy = policy;
        this.lookup = lookup;
    }

    @Override
    public boolean allows(TargetUrl url) {
        if (url.isLiteral()) {
            // The grammar has judged the address.
            return true;
        }
        AddressPolicy addresses = policy.addresses();
        List<InetAddress> found = find(url.host());
        if (found.isEmpty()) {
            // On a developer's machine a receiver may not have started yet; its name is judged when it is dialled.
            return policy.allowInsecureTargets();
        }
        return found.stream().allMatch(addresses::allows);
    }

    private List<InetAddress> find(String host) {
        // A thread of its own: the system's resolver may block for longer than the caller is willing to wait.
        FutureTask<List<InetAddress>> found = new FutureTask<>(() -> lookup.lookup(host));
        Thread.ofPlatform().daemon().name("registration-lookup").start(found);
        try {
            return found.get(EgressLimits.CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
