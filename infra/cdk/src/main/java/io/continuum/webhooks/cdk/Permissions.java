package io.continuum.webhooks.cdk;

/** What each function may do: by hand, so that a test can hold the whole list. */
final class Permissions {
    Permissions(Configuration configuration, Storage storage, Queues queues, Secrets secrets) {}

    void grantTo(Functions functions) {}
}
