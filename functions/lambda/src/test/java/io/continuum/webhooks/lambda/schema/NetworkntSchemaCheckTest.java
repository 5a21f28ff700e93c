package io.continuum.webhooks.lambda.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.json.Parsed;
import io.continuum.webhooks.core.json.StrictJson;
import io.continuum.webhooks.core.problem.FieldError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkntSchemaCheckTest {
    private final NetworkntSchemaCheck check = new NetworkntSchemaCheck();

    @Test
    void data_that_satisfies_the_schema_has_no_violations() {
        assertThat(violations("{'type':'object','required':['n'],'properties':{'n':{'type':'integer'}}}", "{'n':1}"))
                .isEmpty();
    }

    @Test
    void violations_name_the_part_and_never_a_value() {
        List<FieldError> violations = violations(
                "{'properties':{'n':{'type':'integer'},'e':{'enum':['a']}},'required':['m']}",
                "{'n':'hush','e':'quiet'}");

        assertThat(violations).extracting(FieldError::pointer).containsExactlyInAnyOrder("/n", "/e", "");
        assertThat(violations.toString()).contains("(m)").doesNotContain("hush").doesNotContain("quiet");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'type':'nothing'}                                              | /type
            {'properties':[]}                                               | /properties
            {'$schema':'http://json-schema.org/draft-07/schema#'}           | /$schema
            {'$ref':'https://example.com/schema.json'}                      | /$ref
            {'$ref':'classpath:draft/2020-12/schema'}                       | /$ref
            {'$ref':'file:///etc/passwd'}                                   | /$ref
            {'$ref':'#'}                                                    | /$ref
            {'$ref':'#/$defs/none'}                                         | /$ref
            {'properties':{'a':{'$dynamicRef':'#x'}}}                       | /properties/a/$dynamicRef
            {'$id':'https://example.com/','type':'object'}                  | /$id
            {'properties':{'a':{'pattern':'('}}}                            | /properties/a/pattern
            {'$defs':{'a':{'$ref':'#/$defs/a'}},'$ref':'#/$defs/a'}         | /$defs/a/$ref
            """)
    void a_schema_that_cannot_be_used_is_refused_with_its_place(String schema, String pointer) {
        assertThat(check.faults(json(schema))).extracting(FieldError::pointer).contains(pointer);
    }

    @Test
    void names_of_properties_are_no_keywords() {
        assertThat(check.faults(json("{'properties':{'$ref':{'type':'string'},'pattern':{'type':'string'},"
                        + "'$id':{'const':{'$ref':'x'}}}}")))
                .isEmpty();
    }

    @Test
    void a_schema_that_doubles_with_each_reference_is_refused() {
        String defs = IntStream.range(0, 40)
                .mapToObj(i ->
                        "'d%d':{'allOf':[{'$ref':'#/$defs/d%d'},{'$ref':'#/$defs/d%d'}]}".formatted(i, i + 1, i + 1))
                .collect(Collectors.joining(","));

        assertThat(check.faults(json("{'$defs':{" + defs + ",'d40':{'type':'object'}},'$ref':'#/$defs/d0'}")))
                .isNotEmpty();
    }

    @Test
    void nothing_is_ever_fetched() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/schema.json";
        CanonicalJson schema = json("{'$ref':'" + url + "'}");

        assertThat(check.faults(schema)).isNotEmpty();
        try {
            check.violations(schema, json("{}"));
        } catch (RuntimeException e) {
            assertThat(e).hasMessageContaining("schema");
        }

        server.stop(0);
        assertThat(asked).hasValue(0);
    }

    @Test
    @Timeout(20)
    void patterns_that_would_run_for_years_give_up() {
        CanonicalJson schema = json("{'properties':{'s':{'pattern':'^(a+)+$'}}}");
        assertThat(check.faults(schema)).isEmpty();
        CanonicalJson data = json("{'s':'" + "a".repeat(5_000) + "!'}");
        long start = System.nanoTime();

        assertThat(check.violations(schema, data)).hasSize(1);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void patterns_that_recurse_too_deep_are_a_violation_and_no_crash() {
        CanonicalJson schema = json("{'properties':{'s':{'pattern':'^(a|b)*$'}}}");

        assertThat(check.violations(schema, json("{'s':'" + "ab".repeat(100_000) + "!'}")))
                .hasSize(1);
    }

    @Test
    @Timeout(30)
    void large_data_under_a_large_schema_is_not_looked_at() {
        String many = IntStream.range(0, 400).mapToObj(i -> "{'maximum':9}").collect(Collectors.joining(","));
        CanonicalJson schema = json("{'properties':{'a':{'items':{'allOf':[" + many + "]}}}}");
        CanonicalJson data = json("{'a':[" + "1,".repeat(100_000) + "1]}");

        assertThat(check.faults(schema)).isEmpty();
        assertThat(check.violations(schema, data)).hasSize(1);
    }

    private List<FieldError> violations(String schema, String data) {
        assertThat(check.faults(json(schema))).isEmpty();
        return check.violations(json(schema), json(data));
    }

    private static CanonicalJson json(String text) {
        byte[] utf8 = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return CanonicalJson.of(((Parsed.Ok) StrictJson.parse(utf8, 200)).node());
    }
}
