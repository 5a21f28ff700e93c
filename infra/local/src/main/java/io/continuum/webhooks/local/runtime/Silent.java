package io.continuum.webhooks.local.runtime;

import org.apache.hc.core5.http.ExceptionListener;
import org.apache.hc.core5.http.HttpConnection;

/** Says nothing about connections that end in the middle. */
final class Silent implements ExceptionListener {
    @Override
    public void onError(Exception e) {
        // The peer sees it.
    }

    @Override
    public void onError(HttpConnection connection, Exception e) {
        // The peer sees it.
    }
}
