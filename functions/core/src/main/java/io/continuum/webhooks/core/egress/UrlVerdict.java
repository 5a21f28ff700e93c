package io.continuum.webhooks.core.egress;

/** What {@link UrlPolicy} says of a text. */
public sealed interface UrlVerdict {
    /**
     * The text is a URL that a webhook may have. Names still have to be looked up, and every address checked.
     *
     * @param url the URL, taken apart
     */
    record Accepted(TargetUrl url) implements UrlVerdict {}

    /**
     * The text is not a URL, or not one that a webhook may have.
     *
     * @param reason not for the API's answers
     */
    record Refused(UrlRefusal reason) implements UrlVerdict {}
}
