package io.continuum.webhooks.cdk;

/** What stands between callers and the api function. */
public sealed interface Front permits RestFront, HttpFront {
    /** Returns the URL of the API's root, without a slash at its end. */
    String url();
}
