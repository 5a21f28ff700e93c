package io.continuum.webhooks.local.ledger;

import io.continuum.webhooks.lambda.PlatformFunction;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells by a call on the wire which points its process is at (ADR 1 has the keys). Thread-safe. */
final class Points {
    private static final Pattern STATE_KEY = Pattern.compile("\"pk\":\\{\"S\":\"(T#[^\"]+#W#[^\"]+)\"}");
    private static final Pattern SLOTS = Pattern.compile("#s = (:v\\d+)");

    private final Map<String, Integer> slots = new ConcurrentHashMap<>();

    /** Returns the points just before {@code call}. */
    Set<Point> before(ServiceCall call) {
        Set<Point> points = EnumSet.noneOf(Point.class);
        if (by(call, PlatformFunction.API) && isSend(call) && call.body().contains("webhooks-events")) {
            points.add(Point.BEFORE_EVENT_IS_SENT);
        } else if (by(call, PlatformFunction.EMITTER) && isSend(call) && call.isForDeliveries()) {
            points.add(Point.BEFORE_TASKS);
        } else if (by(call, PlatformFunction.DELIVERY)) {
            points.addAll(inDelivery(call));
        } else if (call.isDelete() && call.isForDeliveries()) {
            points.add(Point.BEFORE_DELETE);
        }
        return points;
    }

    private Set<Point> inDelivery(ServiceCall call) {
        if (call.operation().equals("PutItem") && call.body().contains("\"sk\":{\"S\":\"D#")) {
            return EnumSet.of(Point.BEFORE_RECORD);
        }
        if (isSend(call)) {
            return call.isForDeliveries()
                    ? EnumSet.of(Point.BEFORE_NEXT_TASK)
                    : call.body().contains("webhooks-dead-letters")
                            ? EnumSet.of(Point.BEFORE_DEAD_LETTER_COPY)
                            : EnumSet.noneOf(Point.class);
        }
        return isState(call) && !takesSlots(call) ? EnumSet.of(Point.BEFORE_SETTLEMENT) : EnumSet.noneOf(Point.class);
    }

    /** Returns the points just after {@code call}: an admission is the last write before its requests. */
    Set<Point> after(ServiceCall call) {
        if (!by(call, PlatformFunction.DELIVERY) || !isState(call)) {
            return EnumSet.noneOf(Point.class);
        }
        boolean admission = takesSlots(call);
        remember(call);
        return admission ? EnumSet.of(Point.BEFORE_POST) : EnumSet.noneOf(Point.class);
    }

    private static boolean by(ServiceCall call, PlatformFunction function) {
        return call.caller().equals(function.id());
    }

    private static boolean isSend(ServiceCall call) {
        return call.operation().startsWith("SendMessage");
    }

    private static boolean isState(ServiceCall call) {
        return call.operation().equals("UpdateItem") && call.body().contains("\"sk\":{\"S\":\"S\"}");
    }

    /** More slots than the webhook's last write had: an admission. Fewer: a settlement. */
    private boolean takesSlots(ServiceCall call) {
        return slotBytes(call.body()) > slots.getOrDefault(key(call.body()), 0);
    }

    private void remember(ServiceCall call) {
        slots.put(key(call.body()), slotBytes(call.body()));
    }

    private static String key(String body) {
        Matcher key = STATE_KEY.matcher(body);
        return key.find() ? key.group(1) : "";
    }

    /** The length of the packed slots, in base64. */
    private static int slotBytes(String body) {
        Matcher set = SLOTS.matcher(body);
        if (!set.find()) {
            return 0;
        }
        Matcher value = Pattern.compile(Pattern.quote("\"" + set.group(1) + "\"") + ":\\{\"B\":\"([^\"]*)\"")
                .matcher(body);
        return value.find() ? value.group(1).length() : 0;
    }
}
