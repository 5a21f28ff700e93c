package io.continuum.webhooks.local.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the tables raw, past the product's own code: the forms of items are those of ADR 1. Not thread-safe. */
final class ReadTables {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int ID_LENGTH = 26;
    private static final AttributeValue NONE = AttributeValue.fromS("");

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Set<String>> matches = new HashMap<>();
    private final List<Books.Recorded> records = new ArrayList<>();
    private final Map<String, Books.Place> places = new HashMap<>();
    private final Map<String, Books.State> states = new HashMap<>();

    /** Reads everything that is in both tables. */
    static ReadTables of(DynamoDbClient client) {
        ReadTables read = new ReadTables();
        client.scanPaginator(request -> request.tableName("Deliveries").consistentRead(true))
                .items()
                .forEach(read::delivery);
        client.scanPaginator(request -> request.tableName("Webhooks").consistentRead(true))
                .items()
                .forEach(read::webhook);
        return read;
    }

    Map<String, Books.Event> events() {
        Map<String, Books.Event> events = new HashMap<>();
        numbers.forEach((id, number) -> events.put(id, new Books.Event(number, matches.get(id))));
        return events;
    }

    List<Books.Recorded> records() {
        return records;
    }

    Map<String, Books.Place> places() {
        return places;
    }

    Map<String, Books.State> states() {
        return states;
    }

    private void delivery(Map<String, AttributeValue> item) {
        String pk = text(item, "pk");
        String sk = text(item, "sk");
        if (pk.contains("#E#")) {
            event(pk.substring(pk.indexOf("#E#") + "#E#".length()), item);
        } else if (sk.startsWith("D#")) {
            records.add(record(webhookOf(pk), "dlv_" + sk.substring("D#".length()), item));
        } else if (sk.startsWith("W#")) {
            String delivery = "dlv_" + sk.substring("W#".length());
            places.put(delivery, new Books.Place(webhookOf(pk), delivery, text(item, "event")));
        }
    }

    private void event(String id, Map<String, AttributeValue> item) {
        if (item.containsKey("data")) {
            numbers.put(id, number(text(item, "data")));
        }
        if (item.containsKey("matches")) {
            String ids = text(item, "matches");
            Set<String> webhooks = matches.computeIfAbsent(id, _ -> new HashSet<>());
            for (int from = 0; from < ids.length(); from += ID_LENGTH) {
                webhooks.add("wh_" + ids.substring(from, from + ID_LENGTH));
            }
        }
    }

    private static Books.Recorded record(String webhook, String delivery, Map<String, AttributeValue> item) {
        AttributeValue log = item.getOrDefault("log", AttributeValue.fromL(List.of()));
        return new Books.Recorded(
                webhook,
                delivery,
                text(item, "event"),
                text(item, "status"),
                text(item, "reason"),
                Integer.parseInt(
                        item.getOrDefault("attempts", AttributeValue.fromN("0")).n()),
                log.l().stream().map(AttributeValue::m).map(ReadTables::attempt).toList());
    }

    private static Books.Try attempt(Map<String, AttributeValue> entry) {
        Instant start = Instant.parse(text(entry, "s"));
        AttributeValue zero = AttributeValue.fromN("0");
        Duration took =
                Duration.ofNanos(Long.parseLong(entry.getOrDefault("d", zero).n()));
        return new Books.Try(
                Integer.parseInt(entry.getOrDefault("n", zero).n()),
                start,
                start.plus(took),
                Integer.parseInt(entry.getOrDefault("c", zero).n()),
                text(entry, "e"));
    }

    private void webhook(Map<String, AttributeValue> item) {
        if (text(item, "sk").equals("S")) {
            states.put(
                    webhookOf(text(item, "pk")),
                    new Books.State(
                            text(item, "li").equals("live"),
                            Long.parseLong(item.getOrDefault("ta", AttributeValue.fromN("0"))
                                    .n()),
                            item.containsKey("s")));
        }
    }

    private static String webhookOf(String pk) {
        return "wh_" + pk.substring(pk.lastIndexOf('#') + 1);
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return item.getOrDefault(name, NONE).s();
    }

    private static int number(String data) {
        try {
            return JSON.readTree(data).path("n").asInt(-1);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event's data is not JSON: " + data, e);
        }
    }
}
