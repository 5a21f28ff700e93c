package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.tenant.ApiKey;
import io.continuum.webhooks.lambda.api.dialect.KeyShape;
import io.continuum.webhooks.lambda.api.dialect.Listing;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys. An admin of tenant {@code default} manages every tenant's, any other admin only its own. Thread-safe. */
final class KeyRoutes {
    private static final int CREATED = 201;
    private static final int USUAL_LIMIT = 50;
    private static final TenantId EVERYONES = new TenantId("default");

    private final Api api;

    KeyRoutes(Api api) {
        this.api = api;
    }

    Result<Response> create(Call call) {
        return KeyFields.read(call.body(), api.platform().clock().instant())
                .then(order -> managed(call, order.tenant())
                        .then(_ -> api.keys().create().create(order)))
                .map(made -> {
                    noted(
                            "api_key.created",
                            made.stored().tenant(),
                            made.stored().id());
                    return call.presenter().answer(CREATED, KeyShape.made(made));
                });
    }

    Result<Response> list(Call call) {
        QueryReader query = new QueryReader(call.request());
        TenantId tenant = tenant(query, call);
        String list = "api_keys of " + tenant;
        Cursors cursors = api.platform().cursors();
        Window window = query.window(USUAL_LIMIT, text -> cursors.read(call.tenant(), list, text));
        return query.then(() -> managed(call, tenant).map(_ -> {
            Pages<ApiKey> pages =
                    new Pages<>(KeyShape::listed, key -> cursors.make(call.tenant(), list, position(key)));
            return call.presenter().list("api_keys", page(tenant, window, pages), pages.shape());
        }));
    }

    /** A tenant has few keys, so they are read as a whole; the key that a position names may be gone meanwhile. */
    private Listing<ApiKey> page(TenantId tenant, Window window, Pages<ApiKey> pages) {
        String after = window.position();
        List<ApiKey> rest = api.keys().store().list(tenant).stream()
                .filter(key -> after == null || position(key).compareTo(after) > 0)
                .skip(window.offset())
                .toList();
        List<ApiKey> page = rest.stream().limit(window.limit()).toList();
        boolean more = rest.size() > page.size();
        return pages.page(page, window, more ? pages.cursor().apply(page.getLast()) : null);
    }

    /** Sorts as the list does: by the nanosecond of making, then by id. */
    private static String position(ApiKey key) {
        Instant made = key.createdAt();
        return "%019d.%09d %s".formatted(made.getEpochSecond(), made.getNano(), key.id());
    }

    Result<Response> delete(Call call) {
        QueryReader query = new QueryReader(call.request());
        TenantId named = named(query);
        String id = call.name("id");
        return query.then(() -> managed(call, named == null ? owner(call, id) : named)
                .then(tenant -> {
                    if (!Lookup.wellFormed(id) || !api.keys().store().remove(tenant, id)) {
                        return Result.refused(Refusal.notFound("key"));
                    }
                    noted("api_key.removed", tenant, id);
                    return Result.ok(call.presenter().removed(id));
                }));
    }

    /** Only who manages everyone's keys may name one by its id alone; anybody else's id is an unknown one of theirs. */
    private TenantId owner(Call call, String id) {
        return call.tenant().equals(EVERYONES) && Lookup.wellFormed(id)
                ? api.keys().store().findById(id).map(ApiKey::tenant).orElse(EVERYONES)
                : call.tenant();
    }

    private static TenantId tenant(QueryReader query, Call call) {
        TenantId named = named(query);
        return named == null ? call.tenant() : named;
    }

    private static @Nullable TenantId named(QueryReader query) {
        return query.one("tenant_id", TenantId::parse, "1 to 64 letters, digits, _ and -.");
    }

    /** Whether there is such a tenant makes no difference. */
    private static Result<TenantId> managed(Call call, TenantId tenant) {
        return tenant.equals(call.tenant()) || call.tenant().equals(EVERYONES)
                ? Result.ok(tenant)
                : Result.refused(Refusal.of(
                        ErrorCode.FOREIGN_TENANT, "Only an admin of tenant `default` manages other tenants."));
    }

    private void noted(String what, TenantId tenant, String id) {
        api.platform()
                .journal()
                .write(Journal.Level.INFO, what, Map.of("tenant_id", tenant.toString(), "api_key_id", id));
    }
}
