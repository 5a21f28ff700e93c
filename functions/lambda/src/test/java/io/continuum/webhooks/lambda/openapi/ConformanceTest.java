package io.continuum.webhooks.lambda.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is not documented does not pass. */
class ConformanceTest {
    private static final String JSON = "application/json";
    private static final String ACCEPTED =
            "{\"id\":\"evt_1\",\"event\":\"custom.x\",\"timestamp\":\"2025-12-06T12:00:00Z\"}";
    private static final String EVENT = "{\"event\":\"custom.x\",\"data\":{}}";
    private static final String PROBLEM = """
            {"type":"https://continuum-webhooks.dev/errors/not_found","title":"Not found","status":404,
             "detail":"There is nothing at this path.","instance":"%s","code":"not_found","errors":[]}
            """;

    @Test
    void what_is_documented_passes_by_either_path() {
        assertThatCode(() -> check("POST", "/api/v1/events", EVENT, 202, ACCEPTED))
                .doesNotThrowAnyException();
        assertThatCode(() -> check("POST", "/v1/events/", EVENT, 202, ACCEPTED)).doesNotThrowAnyException();
    }

    @Test
    void the_other_dialects_envelope_passes() {
        String enveloped = "{\"success\":true,\"data\":" + ACCEPTED + "}";

        assertThatCode(() -> check("POST", "/v1/events", EVENT, 202, enveloped)).doesNotThrowAnyException();
    }

    @Test
    void a_status_that_is_not_documented_fails() {
        assertThatThrownBy(() -> check("POST", "/v1/events", EVENT, 418, ACCEPTED))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("status is not documented");
    }

    @Test
    void a_missing_name_fails() {
        assertThatThrownBy(() -> check("POST", "/v1/events", EVENT, 202, "{\"id\":\"evt_1\"}"))
                .hasMessageContaining("timestamp");
    }

    @Test
    void a_name_that_is_not_documented_fails() {
        String more = ACCEPTED.replace("}", ",\"more\":1}");

        assertThatThrownBy(() -> check("POST", "/v1/events", EVENT, 202, more)).hasMessageContaining("more");
    }

    @Test
    void another_media_type_fails() {
        Exchange exchange =
                new Exchange("POST", "/v1/events", EVENT, 202, Map.of("Content-Type", "text/plain"), ACCEPTED);

        assertThatThrownBy(() -> Conformance.check(exchange)).hasMessageContaining("text/plain");
    }

    @Test
    void a_missing_header_fails() {
        Exchange exchange = new Exchange(
                "GET",
                "/v1/events/x",
                "",
                401,
                Map.of("Content-Type", "application/problem+json"),
                PROBLEM.formatted("/v1/events/x"));

        assertThatThrownBy(() -> Conformance.check(exchange))
                .hasMessageContaining("WWW-Authenticate")
                .hasMessageContaining("/status differs");
    }

    @Test
    void a_body_that_is_accepted_against_its_schema_fails() {
        assertThatThrownBy(() -> check("POST", "/v1/events", "{\"event\":\"custom.x\"}", 202, ACCEPTED))
                .hasMessageContaining("Accepted, but");
    }

    @Test
    void where_no_operation_is_only_404_and_405_pass() {
        Map<String, String> problem = Map.of("content-type", "application/problem+json");
        Exchange missing = new Exchange("GET", "/nowhere", "", 404, problem, PROBLEM.formatted("/nowhere"));

        assertThatCode(() -> Conformance.check(missing)).doesNotThrowAnyException();
        assertThatThrownBy(() -> check("GET", "/nowhere", "", 200, "{}")).hasMessageContaining("not documented");
    }

    @Test
    void of_two_paths_the_literal_one_is_meant() {
        ApiDescription description = ApiDescription.ofWorkingTree();

        assertThat(description.find("GET", "/v1/webhooks/health"))
                .hasValueSatisfying(found -> assertThat(found.path()).isEqualTo("/api/v1/webhooks/health"));
        assertThat(description.find("HEAD", "/v1/webhooks/wh_1"))
                .hasValueSatisfying(found -> assertThat(found.path()).isEqualTo("/api/v1/webhooks/{id}"));
    }

    private static void check(String method, String path, String sent, int status, String got) {
        Conformance.check(new Exchange(method, path, sent, status, Map.of("Content-Type", JSON), got));
    }
}
