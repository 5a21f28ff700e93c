package io.continuum.webhooks.core.problem;

import java.util.Locale;

/** The stable codes of errors. Names never change and are never reused; new ones may come. */
public enum ErrorCode {
    /** The body is not JSON in UTF-8, or deeper, longer or otherwise more than allowed. */
    INVALID_JSON(400, "The body is not valid JSON"),
    /** A parameter of the query string is wrong. */
    INVALID_PARAMETER(422, "A query parameter is invalid"),
    /** No credentials came. */
    MISSING_KEY(401, "An API key is needed"),
    /** The key is unknown, revoked or expired. */
    INVALID_KEY(401, "The API key is not valid"),
    /** The key is good but lacks the scope. */
    INSUFFICIENT_SCOPE(403, "The API key lacks the scope"),
    /** The key is good but manages its own tenant only; unknown tenants are answered like foreign ones. */
    FOREIGN_TENANT(403, "The API key does not manage that tenant"),
    /** There is no such thing, or it is another tenant's. */
    NOT_FOUND(404, "Not found"),
    /** The path exists with other methods. */
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    /** The thing is in a state that forbids the request. */
    CONFLICT(409, "Conflict"),
    /** The uid belongs to another webhook. */
    UID_TAKEN(409, "The uid is taken"),
    /** The tenant speaks another dialect. */
    DIALECT_CONFLICT(409, "The tenant has another dialect"),
    /** The event id is known with other content. */
    EVENT_ID_CONFLICT(409, "The event id is known with other content"),
    /** The first request with this idempotency key is still being carried out. */
    IDEMPOTENCY_IN_PROGRESS(409, "The first request with this key is still running"),
    /** The tenant has an event type of that name already, or the platform has. */
    EVENT_TYPE_EXISTS(409, "The event type exists"),
    /** If-Match names another version. */
    ETAG_MISMATCH(412, "The webhook has changed"),
    /** The body is too large. */
    BODY_TOO_LARGE(413, "The body is too large"),
    /** The body is not declared as JSON. */
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be application/json"),
    /** One or more fields are wrong; {@code errors} names them. */
    INVALID_FIELDS(422, "Some fields are invalid"),
    /** The event's name is not in the catalogue. */
    UNKNOWN_EVENT_TYPE(422, "The event type is unknown"),
    /** The event's data does not satisfy its type's schema; {@code errors} names where. */
    SCHEMA_VIOLATION(422, "The data does not satisfy its schema"),
    /** The header Idempotency-Key is not of its form. */
    INVALID_IDEMPOTENCY_KEY(422, "The idempotency key is invalid"),
    /** The idempotency key is known with another body. */
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another request"),
    /** The target URL is refused; one answer for all reasons, so that nobody can probe a network by it. */
    TARGET_REFUSED(422, "The target URL is refused"),
    /** Too many webhooks were made in the last hour. */
    TOO_MANY_CREATIONS(429, "Too many webhooks were created"),
    /** Too much of what makes much work was asked for in this minute. */
    TOO_MANY_REQUESTS(429, "Too many requests"),
    /** A bug of ours. */
    INTERNAL(500, "Internal error"),
    /** A service we need does not answer; nothing was done or all of it may be repeated. */
    UNAVAILABLE(503, "Temporarily unavailable");

    private final int status;
    private final String title;

    ErrorCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the title, the same for every occurrence. */
    public String title() {
        return title;
    }

    /** Returns the code as answers show it, snake_case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
