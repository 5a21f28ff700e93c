package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.lambda.api.gateway.Request;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the route of a request. Thread-safe. */
final class Router {
    private final List<Route> routes;
    private final Guard guard;

    Router(List<Route> routes, Guard guard) {
        this.routes = List.copyOf(routes);
        this.guard = guard;
    }

    private record Found(Route route, Map<String, String> names) {}

    /** Returns the answer to a request. */
    Response answer(Request request) {
        List<Found> found = find(request.path());
        if (found.isEmpty()) {
            return guard.problem(request, Refusal.of(ErrorCode.NOT_FOUND, "There is nothing at this path."));
        }
        boolean head = request.method().equals("HEAD");
        String method = head ? "GET" : request.method();
        Optional<Found> wanted = found.stream()
                .filter(one -> one.route().method().equals(method))
                .findFirst();
        if (wanted.isEmpty()) {
            String allowed = String.join(", ", methods(found));
            Refusal refusal = Refusal.of(ErrorCode.METHOD_NOT_ALLOWED, "This path takes " + allowed + ".");
            return guard.problem(request, refusal).with("Allow", allowed);
        }
        Response response = answer(wanted.get(), request);
        return head ? response.withoutBody() : response;
    }

    private Response answer(Found found, Request request) {
        return switch (found.route().endpoint()) {
            case Route.Open open -> open.answers().apply(request);
            case Route.SelfGuarded own -> own.answers().apply(request);
            case Route.OpenAbout open -> open.answers().apply(request, found.names());
            case Route.Guarded guarded -> guard.answer(guarded, request, found.names());
        };
    }

    /** Returns the routes of that path; where a literal path is one of them, those with parameters do not count. */
    private List<Found> find(String path) {
        List<String> segments = Template.split(path);
        List<Found> all = routes.stream()
                .flatMap(route -> route.path().match(segments).map(names -> new Found(route, names)).stream())
                .toList();
        int fewest = all.stream()
                .mapToInt(one -> one.route().path().parameters())
                .min()
                .orElse(0);
        return all.stream()
                .filter(one -> one.route().path().parameters() == fewest)
                .toList();
    }

    private static Collection<String> methods(List<Found> found) {
        TreeSet<String> methods = new TreeSet<>();
        found.forEach(one -> methods.add(one.route().method()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }
}
