package io.continuum.webhooks.lambda.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Names and values of one request's expressions. Every name goes through a placeholder, as DynamoDB reserves some
 * hundreds of words. Not thread-safe.
 */
final class Expression {
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();
    private final List<String> sets = new ArrayList<>();
    private final List<String> removes = new ArrayList<>();

    /** Returns the placeholder of an attribute. */
    String name(String attribute) {
        String placeholder = "#" + attribute;
        names.put(placeholder, attribute);
        return placeholder;
    }

    /** Returns the placeholder of a value. */
    String value(AttributeValue value) {
        String placeholder = ":v" + values.size();
        values.put(placeholder, value);
        return placeholder;
    }

    String value(String text) {
        return value(AttributeValue.fromS(text));
    }

    String value(long number) {
        return value(AttributeValue.fromN(Long.toString(number)));
    }

    /** Returns the condition that no item is there. */
    String absent() {
        return "attribute_not_exists(" + name(Keys.PK) + ")";
    }

    /** Returns the condition that an item is there. */
    String present() {
        return "attribute_exists(" + name(Keys.PK) + ")";
    }

    /** Returns the condition that no item is there, or one whose time is over and that is not deleted yet. */
    String absentAt(long epochSecond) {
        return absent() + " OR " + name(Keys.TTL) + " <= " + value(epochSecond);
    }

    String equal(String attribute, AttributeValue value) {
        return name(attribute) + " = " + value(value);
    }

    /** Adds an assignment to the update. */
    Expression set(String attribute, AttributeValue value) {
        sets.add(equal(attribute, value));
        return this;
    }

    /** Adds all assignments to the update. */
    Expression set(Map<String, AttributeValue> attributes) {
        attributes.forEach(this::set);
        return this;
    }

    /** Adds the addition of one to the update. */
    Expression increment(String attribute) {
        sets.add(name(attribute) + " = " + name(attribute) + " + " + value(1));
        return this;
    }

    /** Adds the removal of an attribute to the update. */
    Expression remove(String attribute) {
        removes.add(name(attribute));
        return this;
    }

    /** Returns the update expression. */
    String update() {
        return "SET " + String.join(", ", sets) + (removes.isEmpty() ? "" : " REMOVE " + String.join(", ", removes));
    }

    Map<String, String> names() {
        return Map.copyOf(names);
    }

    Map<String, AttributeValue> values() {
        return Map.copyOf(values);
    }
}
