package io.continuum.webhooks.lambda.openapi;

import io.continuum.webhooks.lambda.openapi.ApiDescription.Operation;
import java.util.Set;

/** What is documented but no route yet. A line that became a route fails DocumentedRoutesTest until it is taken out. */
public final class NotYet {
    /** Method, path and scope. */
    public static final Set<String> OPERATIONS = Set.of(
            "POST /api/v1/webhooks/{id}/recover deliveries:retry",
            "POST /api/v1/events/batch events:write",
            "GET /api/v1/event-types webhooks:read",
            "POST /api/v1/event-types webhooks:write",
            "GET /api/v1/event-types/{name} webhooks:read",
            "PUT /api/v1/event-types/{name} webhooks:write",
            "DELETE /api/v1/event-types/{name} webhooks:write",
            "GET /api/v1/dead-letters webhooks:read",
            "POST /api/v1/dead-letters/redrive deliveries:retry",
            "DELETE /api/v1/dead-letters/{delivery_id} deliveries:retry",
            "DELETE /api/v1/subjects/{user_id} admin",
            "GET /api/v1/erasures/{id} admin",
            "POST /webhooks/memory webhooks:write",
            "GET /webhooks/memory/status webhooks:write",
            "POST /webhooks/memory/test webhooks:write");

    private NotYet() {}

    /** Returns whether an operation is a route already. */
    public static boolean isRouted(Operation operation) {
        return !OPERATIONS.contains(line(operation));
    }

    /** Returns an operation as it would stand here. */
    public static String line(Operation operation) {
        return operation + " " + operation.scope();
    }
}
