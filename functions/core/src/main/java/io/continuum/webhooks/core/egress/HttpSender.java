package io.continuum.webhooks.core.egress;

/**
 * Makes one HTTP request and tells what came of it; never throws for anything the receiver or the network does.
 * Thread-safe.
 */
public interface HttpSender {
    /**
     * Posts once: no redirect is followed, nothing is sent a second time, and the target's address is checked again by
     * the rules in force. Returns at the latest when the request's time-out has passed.
     *
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted or the sender is closed
     *     meanwhile: the request may or may not have arrived, and the receiver is not to blame
     */
    SendResult send(HttpPost request);
}
