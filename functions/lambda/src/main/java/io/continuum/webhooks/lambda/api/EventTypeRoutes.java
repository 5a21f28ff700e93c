package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.type.CatalogueEntry;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.lambda.api.dialect.EventTypeShape;
import io.continuum.webhooks.lambda.api.dialect.Listing;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.util.ArrayList;
import java.util.List;

/** The catalogue of event types. Thread-safe. */
final class EventTypeRoutes {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int USUAL_LIMIT = 50;
    private static final String LIST = "event_types";

    /** Types that are read at once. */
    private static final int STEP = 25;

    /** Bytes of schemas and examples after which a page ends early: Lambda answers at most 6 MB. */
    private static final int PAGE_BYTES = 2 * 1024 * 1024;

    private final Api api;

    EventTypeRoutes(Api api) {
        this.api = api;
    }

    Result<Response> list(Call call) {
        QueryReader query = new QueryReader(call.request());
        Cursors cursors = api.platform().cursors();
        Window window = query.window(USUAL_LIMIT, text -> cursors.read(call.tenant(), LIST, text));
        return query.then(() -> {
            List<EventType> names = api.events().types().find().names(call.tenant());
            String after = window.position();
            int from = after == null ? window.offset() : position(names, after);
            List<CatalogueEntry> page = page(call, names, from, window.limit());
            int next = Math.min(from, names.size()) + page.size();
            String cursor = next >= names.size() || page.isEmpty()
                    ? null
                    : cursors.make(call.tenant(), LIST, page.getLast().type().name());
            Listing<CatalogueEntry> listing =
                    new Listing<>(page, window.limit(), window.offset(), cursor != null, cursor);
            return Result.ok(call.presenter().list(LIST, listing, EventTypeShape::of));
        });
    }

    /** Names come in a fixed order and new ones at the end, in theirs; a name that is gone is behind the lesser ones. */
    private static int position(List<EventType> names, String after) {
        int known = names.indexOf(new EventType(after));
        if (known >= 0) {
            return known + 1;
        }
        return (int) names.stream()
                .filter(name ->
                        !name.name().startsWith("custom.") || name.name().compareTo(after) < 0)
                .count();
    }

    private List<CatalogueEntry> page(Call call, List<EventType> names, int from, int limit) {
        List<CatalogueEntry> page = new ArrayList<>();
        int until = Math.min(names.size(), from + limit);
        int bytes = 0;
        for (int at = from; at < until && bytes < PAGE_BYTES; at += STEP) {
            List<CatalogueEntry> some = find(call, names.subList(at, Math.min(until, at + STEP)));
            for (CatalogueEntry entry : some) {
                if (bytes < PAGE_BYTES) {
                    page.add(entry);
                    bytes += EventTypeShape.bytes(entry);
                }
            }
        }
        return page;
    }

    Result<Response> create(Call call) {
        return api.events()
                .types()
                .add()
                .add(call.tenant(), call.body())
                .map(entry -> call.presenter().answer(CREATED, EventTypeShape.of(entry)));
    }

    Result<Response> get(Call call) {
        return named(call).then(type -> shown(call, type));
    }

    Result<Response> put(Call call) {
        return named(call)
                .then(type -> api.events().types().change().change(call.tenant(), type, call.body()))
                .then(type -> shown(call, type));
    }

    Result<Response> delete(Call call) {
        return named(call)
                .then(type -> api.events().types().remove().remove(call.tenant(), type)
                        ? Result.ok(call.presenter().removed(type.name()))
                        : Result.refused(Refusal.notFound("event type")));
    }

    private static Result<EventType> named(Call call) {
        return EventType.parse(call.name("name"))
                .map(Result::ok)
                .orElseGet(() -> Result.refused(Refusal.notFound("event type")));
    }

    private Result<Response> shown(Call call, EventType type) {
        return find(call, List.of(type)).stream()
                .findFirst()
                .map(entry -> Result.ok(call.presenter().answer(OK, EventTypeShape.of(entry))))
                .orElseGet(() -> Result.refused(Refusal.notFound("event type")));
    }

    private List<CatalogueEntry> find(Call call, List<EventType> types) {
        return api.events().types().find().find(call.tenant(), types);
    }
}
