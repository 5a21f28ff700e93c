package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.lambda.openapi.ApiDescription;
import io.continuum.webhooks.lambda.openapi.ApiDescription.Operation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of routes and docs/openapi.yaml have the same lines. */
class DocumentedRoutesTest {
    private final List<Route> routes = RouteTable.routes(ApiWorld.quiet().api);

    @Test
    void every_route_is_documented_and_every_operation_is_a_route_with_the_same_scope() {
        assertThat(routed("")).containsExactlyInAnyOrderElementsOf(documented());
    }

    @Test
    void the_alias_has_every_route_of_the_base() {
        Set<String> base = routed("/api/v1").stream()
                .map(line -> line.replaceFirst("/api/v1", "/v1"))
                .collect(Collectors.toSet());
        Set<String> alias = routes.stream()
                .map(DocumentedRoutesTest::line)
                .filter(line -> line.contains(" /v1/"))
                .collect(Collectors.toSet());

        assertThat(alias).containsExactlyInAnyOrderElementsOf(base);
    }

    /** Returns the routes below {@code prefix} that are no alias. */
    private Set<String> routed(String prefix) {
        return routes.stream()
                .map(DocumentedRoutesTest::line)
                .filter(line -> line.contains(" " + prefix + "/") && !line.contains(" /v1/"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> documented() {
        return ApiDescription.ofWorkingTree().operations().stream()
                .map(DocumentedRoutesTest::line)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String line(Operation operation) {
        return operation + " " + operation.scope();
    }

    private static String line(Route route) {
        String scope = switch (route.endpoint()) {
            case Route.Open _, Route.OpenAbout _ -> "none";
            case Route.SelfGuarded guarded -> guarded.scope().code();
            case Route.Guarded guarded -> guarded.scope().code();
        };
        return route.method() + " " + String.join("/", route.path().segments()) + " " + scope;
    }
}
