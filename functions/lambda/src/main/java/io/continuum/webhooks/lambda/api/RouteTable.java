package io.continuum.webhooks.lambda.api;

import static io.continuum.webhooks.core.tenant.Scope.ADMIN;
import static io.continuum.webhooks.core.tenant.Scope.DELIVERIES_RETRY;
import static io.continuum.webhooks.core.tenant.Scope.EVENTS_WRITE;
import static io.continuum.webhooks.core.tenant.Scope.WEBHOOKS_READ;
import static io.continuum.webhooks.core.tenant.Scope.WEBHOOKS_WRITE;
import static io.continuum.webhooks.lambda.api.Body.BATCH;
import static io.continuum.webhooks.lambda.api.Body.EVENT;
import static io.continuum.webhooks.lambda.api.Body.EVENT_TYPE;
import static io.continuum.webhooks.lambda.api.Body.FIELDS;
import static io.continuum.webhooks.lambda.api.Body.IDS;
import static io.continuum.webhooks.lambda.api.Body.OPTIONAL_FIELDS;
import static io.continuum.webhooks.lambda.api.Body.UNUSED;

import io.continuum.webhooks.core.tenant.Scope;
import io.continuum.webhooks.lambda.api.Route.Action;
import io.continuum.webhooks.lambda.api.Route.Endpoint;
import io.continuum.webhooks.lambda.api.Route.Guarded;
import io.continuum.webhooks.lambda.api.Route.Open;
import io.continuum.webhooks.lambda.api.Route.OpenAbout;
import io.continuum.webhooks.lambda.api.Route.SelfGuarded;
import java.util.ArrayList;
import java.util.List;

/** The table of routes (spec.md §2). */
final class RouteTable {
    /** Where the API is, and its alias. */
    private static final List<String> BASES = List.of("/api/v1", "/v1");

    private final List<Route> routes = new ArrayList<>();

    private RouteTable() {}

    /** Returns the router of the whole API. */
    static Router router(Api api) {
        Authenticator authenticator = new Authenticator(api.keys().authenticate());
        return new Router(
                routes(api),
                new Guard(authenticator, new Rescue(api.platform().journal()), new Replays(api.platform())));
    }

    /** Returns every route, under both bases. */
    static List<Route> routes(Api api) {
        Authenticator authenticator = new Authenticator(api.keys().authenticate());
        Lookup lookup = new Lookup(api);
        RouteTable table = new RouteTable();
        table.webhooks(new WebhookRoutes(api, lookup));
        table.deliveries(new DeliveryRoutes(api, lookup), new StatsRoutes(api, lookup));
        table.deadLetters(new DeadLetterRoutes(api, lookup));
        table.erasures(new ErasureRoutes(api));
        table.events(new EventRoutes(api));
        table.eventTypes(new EventTypeRoutes(api));
        table.keys(new KeyRoutes(api));
        HealthRoutes health = new HealthRoutes(api, authenticator);
        table.add("GET", "/webhooks/health", new Open(health::get));
        table.signing(new SigningRoutes(api, lookup));
        table.memory(new MemoryRoutes(api, authenticator));
        DescriptionRoutes description = new DescriptionRoutes();
        table.addAtRoot("GET", "/openapi.yaml", new Open(description::file));
        table.addAtRoot("GET", "/docs", new Open(description::page));
        return List.copyOf(table.routes);
    }

    private void webhooks(WebhookRoutes to) {
        add("POST", "/webhooks", WEBHOOKS_WRITE, FIELDS, to::create);
        add("GET", "/webhooks", WEBHOOKS_READ, UNUSED, to::list);
        add("GET", "/webhooks/{id}", WEBHOOKS_READ, UNUSED, to::get);
        add("PATCH", "/webhooks/{id}", WEBHOOKS_WRITE, FIELDS, to::patch);
        add("PUT", "/webhooks/{id}", WEBHOOKS_WRITE, FIELDS, to::put);
        add("DELETE", "/webhooks/{id}", WEBHOOKS_WRITE, UNUSED, to::delete);
    }

    private void signing(SigningRoutes to) {
        add("POST", "/webhooks/{id}/rotate-secret", WEBHOOKS_WRITE, OPTIONAL_FIELDS, to::rotate);
        add("POST", "/webhooks/{id}/dry-run", new Guarded(WEBHOOKS_READ, EVENT, to::dryRun, Route.Keyed.BY_NOBODY));
        addAtRoot("GET", "/.well-known/webhooks/{tenant_id}/jwks.json", new OpenAbout(to::jwks));
    }

    private void deliveries(DeliveryRoutes to, StatsRoutes stats) {
        add("POST", "/webhooks/{id}/test", WEBHOOKS_WRITE, UNUSED, to::test);
        add("GET", "/webhooks/{id}/deliveries", WEBHOOKS_READ, UNUSED, to::list);
        add("GET", "/webhooks/{id}/deliveries/{delivery_id}", WEBHOOKS_READ, UNUSED, to::get);
        add("POST", "/webhooks/{id}/retry/{delivery_id}", DELIVERIES_RETRY, UNUSED, to::retry);
        add("GET", "/webhooks/{id}/stats", WEBHOOKS_READ, UNUSED, stats::get);
    }

    private void deadLetters(DeadLetterRoutes to) {
        add("POST", "/webhooks/{id}/recover", DELIVERIES_RETRY, FIELDS, to::recover);
        add("GET", "/dead-letters", WEBHOOKS_READ, UNUSED, to::list);
        add("POST", "/dead-letters/redrive", DELIVERIES_RETRY, IDS, to::redrive);
        add("DELETE", "/dead-letters/{delivery_id}", DELIVERIES_RETRY, UNUSED, to::dismiss);
    }

    private void erasures(ErasureRoutes to) {
        add("DELETE", "/subjects/{user_id}", ADMIN, UNUSED, to::erase);
        add("GET", "/erasures/{id}", ADMIN, UNUSED, to::get);
    }

    private void events(EventRoutes to) {
        add("POST", "/events", new Guarded(EVENTS_WRITE, EVENT, to::publish, Route.Keyed.BY_ACTION));
        add("POST", "/events/batch", new Guarded(EVENTS_WRITE, BATCH, to::publishAll, Route.Keyed.BY_ACTION));
        add("GET", "/events/{id}", WEBHOOKS_READ, UNUSED, to::get);
        add("GET", "/events/{id}/explain", WEBHOOKS_READ, UNUSED, to::explain);
    }

    /** Where markdown-brain-bot has them; below the bases, {@code memory} may be a webhook's uid. */
    private void memory(MemoryRoutes to) {
        addAtRoot("POST", "/webhooks/memory", new SelfGuarded(WEBHOOKS_WRITE, to::notify));
        addAtRoot("GET", "/webhooks/memory/status", new SelfGuarded(WEBHOOKS_WRITE, to::status));
        addAtRoot("POST", "/webhooks/memory/test", new SelfGuarded(WEBHOOKS_WRITE, to::test));
    }

    private void eventTypes(EventTypeRoutes to) {
        add("GET", "/event-types", WEBHOOKS_READ, UNUSED, to::list);
        add("POST", "/event-types", WEBHOOKS_WRITE, EVENT_TYPE, to::create);
        add("GET", "/event-types/{name}", WEBHOOKS_READ, UNUSED, to::get);
        add("PUT", "/event-types/{name}", WEBHOOKS_WRITE, EVENT_TYPE, to::put);
        add("DELETE", "/event-types/{name}", WEBHOOKS_WRITE, UNUSED, to::delete);
    }

    private void keys(KeyRoutes to) {
        add("POST", "/api-keys", ADMIN, FIELDS, to::create);
        add("GET", "/api-keys", ADMIN, UNUSED, to::list);
        add("DELETE", "/api-keys/{id}", ADMIN, UNUSED, to::delete);
    }

    private void add(String method, String path, Scope scope, Body body, Action action) {
        add(method, path, new Guarded(scope, body, action));
    }

    private void add(String method, String path, Endpoint endpoint) {
        BASES.forEach(base -> routes.add(new Route(method, Template.of(base + path), endpoint)));
    }

    /** Adds a path that belongs to no version of the API. */
    private void addAtRoot(String method, String path, Endpoint endpoint) {
        routes.add(new Route(method, Template.of(path), endpoint));
    }
}
