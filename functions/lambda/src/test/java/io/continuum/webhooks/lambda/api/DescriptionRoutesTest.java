package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.lambda.docs.DocsPage;
import io.continuum.webhooks.lambda.openapi.ApiDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The description is served as a file and as a page, to everybody. */
class DescriptionRoutesTest {
    private final Client nobody = ApiWorld.quiet().nobody();

    @Test
    void the_file_is_the_one_of_the_working_tree() throws IOException {
        Answer answer = get("/openapi.yaml", Map.of());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/yaml");
        assertThat(answer.text()).isEqualTo(Files.readString(ApiDescription.file()));
    }

    @Test
    void the_page_is_the_one_that_is_made_of_it() throws IOException {
        Answer answer = get("/docs", Map.of());

        assertThat(answer.headers()).containsEntry("Content-Type", "text/html; charset=utf-8");
        assertThat(answer.text()).isEqualTo(DocsPage.of(ApiDescription.file()));
    }

    @Test
    void the_page_may_load_nothing_and_loads_nothing() {
        Answer answer = get("/docs", Map.of());

        assertThat(answer.headers().get("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'unsafe-inline'")
                .doesNotContain("script");
        assertThat(answer.text())
                .doesNotContainPattern("<(script|link|img|iframe|object|form|svg)\\b")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContain("@import", "url(", " src=", " style=");
    }

    @Test
    void the_page_has_every_operation_once_with_a_call_and_its_answers() {
        String page = get("/docs", Map.of()).text();

        ApiDescription.ofWorkingTree().operations().forEach(operation -> {
            String id = operation.node().path("operationId").asText();
            String section = page.split("id=\"" + id + "\">", -1)[1].split("</details>", 2)[0];
            assertThat(section).as(id).contains("<h4>Call</h4>", "curl ", "<h4>Answers</h4>");
            operation
                    .node()
                    .path("responses")
                    .fieldNames()
                    .forEachRemaining(status -> assertThat(section).contains("<dt><code>" + status + "</code></dt>"));
        });
    }

    @Test
    void every_link_within_the_page_leads_somewhere_and_no_id_is_there_twice() {
        String page = get("/docs", Map.of()).text();
        List<String> ids = all(page, "\\sid=\"([^\"]+)\"");

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).containsAll(all(page, "href=\"#([^\"]+)\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.yaml", "/docs"})
    void who_has_it_already_does_not_get_it_again(String path) {
        Answer first = get(path, Map.of());
        String tag = first.headers().get("ETag");

        assertThat(first.headers().get("Cache-Control")).startsWith("public, max-age=");
        for (String header : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            Answer second = get(path, Map.of("If-None-Match", header));
            assertThat(second.status()).isEqualTo(304);
            assertThat(second.text()).isEmpty();
            assertThat(second.headers()).containsEntry("ETag", tag);
        }
        assertThat(get(path, Map.of("If-None-Match", "\"other\"")).status()).isEqualTo(200);
    }

    private Answer get(String path, Map<String, String> headers) {
        return nobody.send(Client.event("GET", path, headers, null));
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .map(found -> found.replaceAll("^[^\"]*\"#?|\"$", ""))
                .toList();
    }
}
