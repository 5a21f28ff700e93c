package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.lambda.dynamodb.DynamoWebhookStore;
import io.continuum.webhooks.lambda.dynamodb.Tables;
import io.continuum.webhooks.local.LocalQueues;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Has the platform do everything that it can do, once. */
final class GrandTour {
    /** A type of each priority: high, normal, low. */
    private static final List<String> TYPES = List.of("quota.warning", "memory.created", "sync.completed");

    private static final String TWICE = ",\"retry_policy\":{\"schedule\":[0,0]}";

    /** Workers look at the list of erasures every ten seconds (spec §5); twice that, to be sure. */
    private static final int LISTED_SECONDS = 20;

    private final TestPlatform platform;
    private final Api api;

    GrandTour(TestPlatform platform) {
        this.platform = platform;
        this.api = platform.api();
    }

    private void tick() {
        platform.platform().timer().fire();
    }

    private String register(Receiver receiver, String events, String more) {
        String body = "{\"url\":\"%s\",\"events\":[%s]%s}".formatted(receiver.url(), events, more);
        return api.post("/v1/webhooks", body).expecting(201).text("id");
    }

    /** Keys, types and health. */
    void administer() {
        api.get("/v1/webhooks/health").expecting(200);
        String key = api.post("/v1/api-keys", "{\"tenant_id\":\"toured\",\"name\":\"tour\"}")
                .expecting(201)
                .text("id");
        api.get("/v1/api-keys").expecting(200);
        api.delete("/v1/api-keys/" + key).expecting(204);
        api.post(
                        "/v1/event-types",
                        "{\"name\":\"custom.toured\",\"check\":\"reject\",\"schema\":{\"type\":\"object\"}}")
                .expecting(201);
        api.publish("custom.toured");
        api.send("PUT", "/v1/event-types/custom.toured", "{\"check\":\"off\"}").expecting(200);
        api.delete("/v1/event-types/custom.toured").expecting(204);
    }

    /** One registration from its making to its deletion. */
    void manage() {
        try (Receiver receiver = Receiver.answering(200)) {
            String body = "{\"url\":\"%s\",\"events\":[\"user.created\"],\"uid\":\"tour\"}".formatted(receiver.url());
            for (int i = 0; i < 2; i++) {
                api.send("POST", "/v1/webhooks", body, Map.of("Idempotency-Key", "tour"))
                        .expecting(201);
            }
            // The second one is refused.
            api.send("POST", "/v1/webhooks", body, Map.of("Idempotency-Key", "other-tour"))
                    .expecting(409);
            find(receiver);
            api.get("/v1/webhooks?limit=1&event=user.created").expecting(200);
            api.get("/v1/webhooks?limit=1").expecting(200);
            api.patch("/v1/webhooks/tour", "{\"name\":\"toured\",\"headers\":{\"X-Tour\":\"1\"}}")
                    .expecting(200);
            api.post("/v1/webhooks/tour/rotate-secret", "{\"grace_seconds\":0}").expecting(200);
            api.post("/v1/webhooks/tour/dry-run", "{\"event\":\"user.created\",\"data\":{}}")
                    .expecting(200);
            api.post("/v1/webhooks/tour/test", "{}").expecting(200);
            String event = api.publish("user.created");
            api.delivery("tour", event, "success");
            api.get("/v1/webhooks/tour/stats").expecting(200);
            api.get("/v1/events/" + event).expecting(200);
            api.get("/v1/events/" + event + "/explain").expecting(200);
            api.get("/v1/webhooks/tour/deliveries?limit=1").expecting(200);
            api.delete("/v1/webhooks/tour").expecting(204);
        }
    }

    /** Asks for a delivery that has no record, by the id of an event that brought its own. */
    private void find(Receiver receiver) {
        String event = api.post("/v1/events", "{\"event\":\"user.created\",\"id\":\"own-id\",\"data\":{}}")
                .expecting(202)
                .text("id");
        String delivery = api.delivery("tour", event, "success").path("id").asText();
        String other = register(receiver, "\"custom.other\"", "");
        api.get("/v1/webhooks/" + other + "/deliveries/" + delivery).expecting(404);
    }

    /** Failures, dead letters, and every way back, at each priority. */
    void fail() {
        try (Receiver receiver = Receiver.answering(500)) {
            String names = String.join("\",\"", TYPES);
            String id = register(receiver, "\"" + names + "\"", TWICE);
            List<JsonNode> dead = dead(id);
            receiver.answer(200);
            for (JsonNode delivery : dead) {
                api.post("/v1/webhooks/" + id + "/retry/" + delivery.path("id").asText(), "{}")
                        .expecting(202);
                api.delivery(id, delivery.path("event_id").asText(), "success");
            }
            receiver.answer(500);
            List<JsonNode> again = dead(id);
            receiver.answer(200);
            api.post("/v1/dead-letters/redrive", "{\"webhook_id\":\"" + id + "\"}")
                    .expecting(202);
            tick();
            again.forEach(delivery -> api.delivery(id, delivery.path("event_id").asText(), "success"));
            receiver.answer(500);
            String last = dead(id).getFirst().path("id").asText();
            // The sweep sees copies that go and copies that stay.
            tick();
            String body = "{\"since\":\"%s\",\"dry_run\":true}"
                    .formatted(Instant.now().minusSeconds(600));
            api.post("/v1/webhooks/" + id + "/recover", body).expecting(200);
            api.delete("/v1/dead-letters/" + last).expecting(204);
        }
    }

    private List<JsonNode> dead(String webhook) {
        List<String> events = TYPES.stream().map(api::publish).toList();
        List<JsonNode> dead = events.stream()
                .map(event -> api.delivery(webhook, event, "dead_letter"))
                .toList();
        events.forEach(event -> Await.until(
                "a copy in the queue",
                () -> DeadLetters.of(platform.platform(), event).isEmpty() ? null : ""));
        return dead;
    }

    /** A breaker that opens, and what waits for it until its webhook gets another URL. */
    void trip() {
        try (Receiver broken = Receiver.answering(500);
                Receiver sound = Receiver.answering(200)) {
            String id = register(
                    broken, "\"custom.tripped\"", ",\"retry_policy\":{\"schedule\":[0,0,0,0,0,0,0,0,0,0,0,0]}");
            String event = api.publish("custom.tripped");
            Await.until(
                    "the breaker is open",
                    () -> api.get("/v1/webhooks/" + id)
                                    .json()
                                    .at("/breaker/state")
                                    .asText()
                                    .equals("open")
                            ? ""
                            : null);
            tick();
            api.patch("/v1/webhooks/" + id, "{\"url\":\"%s\"}".formatted(sound.url()))
                    .expecting(200);
            tick();
            api.delivery(id, event, "success");
        }
    }

    /** A receiver that is gone, and a webhook that is disabled while a delivery waits, which is held and released. */
    void hold() {
        try (Receiver gone = Receiver.answering(410);
                Receiver receiver = Receiver.answering(500)) {
            String left = register(gone, "\"custom.left\"", "");
            api.publish("custom.left");
            Await.until(
                    "the webhook is disabled",
                    () -> api.get("/v1/webhooks/" + left)
                                    .text("disabled_reason")
                                    .equals("gone")
                            ? ""
                            : null);
            String id = register(receiver, "\"custom.held\"", ",\"retry_policy\":{\"schedule\":[0,8]}");
            String event = api.publish("custom.held");
            api.delivery(id, event, "failed");
            api.patch("/v1/webhooks/" + id, "{\"active\":false}").expecting(200);
            api.delivery(id, event, "held");
            receiver.answer(200);
            api.patch("/v1/webhooks/" + id, "{\"active\":true}").expecting(200);
            tick();
            api.delivery(id, event, "success");
        }
    }

    /** A user who is forgotten, with a delivery that waits and an event that is still in its queue. */
    void erase() {
        String queued = "{\"v\":1,\"id\":\"erased-on-its-way\",\"event\":\"custom.erased\",\"user_id\":\"forgotten\","
                + "\"data\":{\"text\":\"private\"}}";
        send(platform.platform().queues().events(), queued, LISTED_SECONDS);
        try (Receiver receiver = Receiver.answering(500)) {
            String id = register(receiver, "\"memory.deleted\"", ",\"retry_policy\":{\"schedule\":[0,12]}");
            String body = "{\"event\":\"memory.deleted\",\"user_id\":\"forgotten\",\"data\":{\"text\":\"private\"}}";
            String event = api.post("/v1/events", body).expecting(202).text("id");
            api.delivery(id, event, "failed");
            String receipt = api.delete("/v1/subjects/forgotten").expecting(202).text("id");
            tick();
            api.delivery(id, event, "cancelled");
            api.get("/v1/erasures/" + receipt).expecting(200);
            Await.until("the task is gone from its queue", () -> platform.idle() ? "" : null);
            Await.until("the event has come", () -> {
                Api.Answer answer = api.get("/v1/events/erased-on-its-way");
                return answer.status() == 200 && answer.json().path("data").isNull() ? "" : null;
            });
        }
    }

    /** What comes by the queues: an event, and what nobody can read. */
    void receive(String token) {
        LocalQueues queues = platform.platform().queues();
        try (Receiver receiver = Receiver.answering(200)) {
            register(receiver, "\"custom.queued\"", "");
            send(queues.events(), "{\"v\":1,\"event\":\"custom.queued\",\"data\":{}}", 0);
            receiver.await(1);
            send(queues.events(), "nonsense", 0);
            send(queues.delivery(Priority.NORMAL), "nonsense", 0);
            Await.until("both are put aside", () -> platform.messages(queues.poison()) == 2 ? "" : null);
        }
        Api bot = new Api(platform.platform().address(), token);
        bot.post("/webhooks/memory", "{\"event\":\"memory_added\",\"user_id\":\"u\",\"data\":{\"memory_id\":\"m\"}}")
                .expecting(200);
        bot.get("/webhooks/memory/status").expecting(200);
        tick();
    }

    private void send(LocalQueues.Queue queue, String body, int delaySeconds) {
        platform.platform()
                .aws()
                .sqs()
                .sendMessage(request ->
                        request.queueUrl(queue.url()).messageBody(body).delaySeconds(delaySeconds));
    }

    /** A registration that died half-way. */
    void tidy() {
        Tables tables = new Tables("Webhooks", "Deliveries");
        WebhookKey key = new WebhookKey(new TenantId("default"), new WebhookId("01hq0000000000000000000000"));
        new DynamoWebhookStore(platform.platform().aws().dynamoDb(), tables, InstantSource.system())
                .announce(key, Instant.parse("2026-01-01T00:00:00Z"));
        tick();
    }

    /** A webhook whose secret is where the settings say; then those of all others move there. */
    void store() {
        try (Receiver receiver = Receiver.answering(200)) {
            String id = register(receiver, "\"custom.stored\"", "");
            api.delivery(id, api.publish("custom.stored"), "success");
            api.post("/v1/webhooks/" + id + "/rotate-secret", "{\"grace_seconds\":0}")
                    .expecting(200);
            String event = api.publish("custom.stored");
            api.delivery(id, event, "success");
            tick();
            assertThat(receiver.requests()).hasSize(2);
        }
    }
}
