package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of routes and the files for {@code sam local invoke}: no route is without one. */
class InvokedRoutesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String STAGE = "/prod";

    private final List<Route> routes = RouteTable.routes(ApiWorld.quiet().api);

    @ParameterizedTest
    @CsvSource({
        "glob:**/api-*.json,    glob:**/api-v2-*.json, /httpMethod,                 /path",
        "glob:**/api-v2-*.json, glob:**/none,          /requestContext/http/method, /rawPath"
    })
    void every_route_has_a_file_and_every_file_a_route(String files, String others, String method, String path)
            throws IOException {
        Set<String> invoked = new TreeSet<>();
        for (Path file : files(files, others)) {
            JsonNode request = JSON.readTree(Files.readAllBytes(file));
            String given = request.at(path).textValue();
            String below = given.startsWith(STAGE) ? given.substring(STAGE.length()) : given;
            invoked.add(route(request.at(method).textValue(), below, file));
        }

        // The alias has the same routes (DocumentedRoutesTest): one file is enough for both.
        assertThat(invoked)
                .isEqualTo(routes.stream()
                        .map(InvokedRoutesTest::line)
                        .filter(line -> !line.contains(" /v1/"))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Returns the route that the router would take: of those that match, the one with the fewest parameters. */
    private String route(String method, String path, Path file) {
        List<String> segments = Template.split(path);
        return routes.stream()
                .filter(route -> route.method().equals(method))
                .filter(route -> route.path().match(segments).isPresent())
                .min(Comparator.comparingInt(route -> route.path().parameters()))
                .map(InvokedRoutesTest::line)
                .orElseThrow(() -> new AssertionError("no route of " + file));
    }

    private static List<Path> files(String wanted, String others) throws IOException {
        try (Stream<Path> all = Files.list(InvokeWorld.FILES)) {
            return all.filter(file -> matches(wanted, file) && !matches(others, file))
                    .toList();
        }
    }

    private static boolean matches(String glob, Path file) {
        return file.getFileSystem().getPathMatcher(glob).matches(file);
    }

    private static String line(Route route) {
        return route.method() + " " + String.join("/", route.path().segments());
    }
}
