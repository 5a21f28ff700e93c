package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.tenant.ApiKey;
import io.continuum.webhooks.core.tenant.Dialect;
import io.continuum.webhooks.core.tenant.KeyHash;
import io.continuum.webhooks.core.tenant.Scope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files for {@code sam local invoke}. */
class InvokeFilesTest {
    private static final Path FILES = Path.of("../../events/invoke");

    private final ApiWorld world = ApiWorld.quiet();

    @BeforeEach
    void the_key_of_the_files_is_somebodys() {
        KeyHash hash = KeyHash.of("REPLACE_WITH_YOUR_API_KEY");
        world.keys.add(new ApiKey(
                "key_1", hash, new TenantId("acme"), Dialect.CONTINUUM, Scope.usual(), "", ApiWorld.NOON, null, null));
    }

    @Test
    void the_files_work_one_after_the_other() throws IOException {
        Answer created = invoke("api-create-webhook.json");
        assertThat(created.status()).isEqualTo(201);

        Answer listed = invoke("api-list-webhooks.json");
        assertThat(listed.at("/webhooks/0/id")).isEqualTo(created.at("/id"));

        Answer published = invoke("api-publish-event.json");
        assertThat(published.status()).isEqualTo(202);

        Answer tested = invoke("api-test-webhook.json");
        assertThat(tested.at("/success").booleanValue()).isTrue();
        assertThat(tested.headers()).containsEntry("X-Request-Id", "d5b5a0ce-5a3f-4b35-9b5c-0d2f6e1a7c11");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api-create-webhook.json",
                "api-list-webhooks.json",
                "api-publish-event.json",
                "api-test-webhook.json"
            })
    void the_files_are_events_as_lambda_reads_them(String file) throws IOException {
        byte[] json = Files.readAllBytes(FILES.resolve(file));

        APIGatewayProxyRequestEvent event = LambdaEventSerializers.serializerFor(
                        APIGatewayProxyRequestEvent.class, getClass().getClassLoader())
                .fromJson(new ByteArrayInputStream(json));

        assertThat(event.getPath()).startsWith("/api/v1/");
        assertThat(event.getRequestContext().getPath()).isEqualTo("/prod" + event.getPath());
        assertThat(event.getHeaders()).containsKey("Authorization");
    }

    private Answer invoke(String file) throws IOException {
        return world.nobody().send(Files.readAllBytes(FILES.resolve(file)));
    }
}
