package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.tenant.Scope;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErasureRoutesTest {
    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme", EnumSet.allOf(Scope.class));
    private final String webhookId = client.post("/webhooks", "{\"url\": \"https://a.example/\", \"events\": [\"*\"]}")
            .at("/id")
            .asText();
    private final WebhookKey webhook =
            new WebhookKey(new TenantId("acme"), WebhookId.parse(webhookId).orElseThrow());

    ErasureRoutesTest() {
        world.now.set(Events.ACCEPTED.plus(Duration.ofHours(1)));
    }

    private Event event(String id, String user) {
        Event event = Events.valid().tenant("acme").id(id).user(user).build();
        world.events.acceptMatched(event, List.of(webhook.webhook()));
        return event;
    }

    private Delivery died(Event event) {
        Delivery dead = Deliveries.dead(Deliveries.first(webhook, event.id().value()));
        world.log.write(null, dead);
        return dead;
    }

    private String carriedOut(String user) {
        String id = client.delete("/subjects/" + user).at("/id").asText();
        for (int i = 0; i < 3; i++) {
            world.now.advance(Duration.ofMinutes(1));
            world.runJobs();
        }
        return id;
    }

    @Test
    void an_erasure_is_accepted_with_its_receipt() {
        Answer answer = client.delete("/subjects/u1");

        assertThat(answer.status()).isEqualTo(202);
        String id = answer.at("/id").asText();
        assertThat(answer.text())
                .isEqualTo(("{\"id\":\"%s\",\"user_id\":\"u1\",\"status\":\"in_progress\","
                                + "\"requested_at\":\"2025-12-06T13:00:05.251Z\",\"completed_at\":null,"
                                + "\"events\":0,\"deliveries\":0,\"cancelled\":0}")
                        .formatted(id));
        assertThat(client.get("/erasures/" + id).text()).isEqualTo(answer.text());
    }

    @Test
    void an_erased_event_shows_its_names_and_no_data() {
        event("evt-1", "u1");
        Event other = event("evt-2", "u2");

        String receipt = carriedOut("u1");

        Answer erased = client.get("/events/evt-1");
        assertThat(erased.status()).isEqualTo(200);
        assertThat(erased.at("/event").asText()).isEqualTo("memory.created");
        assertThat(erased.at("/data").isNull()).isTrue();
        assertThat(erased.at("/deliveries/0/status").asText()).isEqualTo("cancelled");
        assertThat(client.get("/events/evt-2").at("/data").toString())
                .isEqualTo(other.data().text());
        Answer done = client.get("/erasures/" + receipt);
        assertThat(done.at("/status").asText()).isEqualTo("completed");
        assertThat(done.at("/events").intValue()).isEqualTo(1);
        assertThat(done.at("/deliveries").intValue()).isEqualTo(1);
        assertThat(done.at("/cancelled").intValue()).isEqualTo(1);
    }

    @Test
    void a_delivery_of_an_erased_event_shows_no_payload_and_no_answer_and_is_not_retried() {
        Delivery dead = died(event("evt-1", "u1"));
        String id = dead.key().delivery().toString();
        carriedOut("u1");

        Answer shown = client.get("/webhooks/" + webhookId + "/deliveries/" + id);
        assertThat(shown.at("/status").asText()).isEqualTo("dead_letter");
        assertThat(shown.at("/payload").isNull()).isTrue();
        assertThat(shown.at("/attempt_log/0/response_body").asText()).isEmpty();
        assertThat(client.post("/webhooks/" + webhookId + "/retry/" + id).status())
                .isEqualTo(409);
        assertThat(client.post("/dead-letters/redrive", "{\"delivery_ids\": [\"" + id + "\"]}")
                        .at("/count")
                        .intValue())
                .isZero();
        assertThat(world.tasks).isEmpty();
    }

    @Test
    void publishing_an_erased_event_again_sends_nothing() {
        String body = "{\"id\": \"mine\", \"event\": \"memory.created\", \"data\": {\"user_id\": \"u1\"}}";
        client.post("/events", body);
        world.published.clear();
        carriedOut("u1");

        Answer again = client.post("/events", body);

        assertThat(again.status()).isEqualTo(202);
        assertThat(world.published).isEmpty();
        assertThat(client.get("/events/mine").at("/data").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user 1", "a/b", "ü\ud83d\ude00", "x@example.com", "%", "a+b", "#?&", "\""})
    void any_user_id_can_be_written_in_the_path(String user) {
        event("evt-1", user);

        String receipt =
                carriedOut(URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20"));

        assertThat(client.get("/erasures/" + receipt).at("/user_id").asText()).isEqualTo(user);
        assertThat(client.get("/events/evt-1").at("/data").isNull()).isTrue();
    }

    @Test
    void a_user_id_has_at_most_two_hundred_characters() {
        assertThat(client.delete("/subjects/" + "u".repeat(200)).status()).isEqualTo(202);
        assertThat(client.delete("/subjects/" + "u".repeat(201)).pointers()).containsExactly("/user_id");
    }

    @Test
    void another_tenants_receipt_does_not_exist() {
        String id = client.delete("/subjects/u1").at("/id").asText();
        Client other = world.client("other", EnumSet.allOf(Scope.class));

        assertThat(other.get("/erasures/" + id).status()).isEqualTo(404);
        assertThat(client.get("/erasures/nothing").status()).isEqualTo(404);
    }

    @Test
    void another_tenants_user_of_that_name_keeps_everything() {
        event("evt-1", "u1");
        Client other = world.client("other", EnumSet.allOf(Scope.class));
        other.delete("/subjects/u1");
        world.now.advance(Duration.ofMinutes(5));
        world.runJobs();

        assertThat(client.get("/events/evt-1").at("/data").isObject()).isTrue();
    }

    @Test
    void only_an_admin_erases() {
        Client usual = world.client("acme");

        assertThat(usual.delete("/subjects/u1").status()).isEqualTo(403);
        assertThat(usual.get("/erasures/job_1").status()).isEqualTo(403);
    }
}
