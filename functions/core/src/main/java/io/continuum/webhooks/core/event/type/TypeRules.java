package io.continuum.webhooks.core.event.type;

import io.continuum.webhooks.core.event.EventDraft;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds new events against what their tenant says about their types. Thread-safe.
 *
 * <p>Costs one consistent read of the tenant's item per publish, batch of publishes, or tenant in a batch of the events
 * queue (1 RRU, 0.13 USD per million): nothing cheaper would see a change that has just been answered. Only events whose
 * type is checked cost more, and of those only the first after a change reads again.
 */
public final class TypeRules {
    /** Schemas kept by one process: at most 64 KiB each. */
    private static final int KEPT = 100;

    /** Pointers that a line of the journal or a reason names. */
    private static final int NAMED = 10;

    private final EventTypeStore store;
    private final TypeLibrary library;
    private final SchemaCheck schemas;
    private final Journal journal;
    private final Map<Known, Optional<CanonicalJson>> known = new LinkedHashMap<>(16, 0.75f, true);

    /** Judges by {@code store}; what is wrong with events that are accepted all the same goes to {@code journal}. */
    public TypeRules(EventTypeStore store, TypeLibrary library, SchemaCheck schemas, Journal journal) {
        this.store = store;
        this.library = library;
        this.schemas = schemas;
        this.journal = journal;
    }

    private record Known(TenantId tenant, EventType type, long revision) {}

    /** Judges events of one tenant by its rules as they were when it was made. */
    @FunctionalInterface
    public interface Judge {
        /** Returns the event with its type's priority where it states none, or why it is refused. */
        Result<EventDraft> judge(EventDraft draft);
    }

    /** Returns the judge of a tenant's events, by its rules as they are now. */
    public Judge of(TenantId tenant) {
        Map<EventType, TypeSetting> settings = store.settings(tenant);
        return draft -> {
            TypeSetting setting = settings.get(draft.type());
            return setting == null ? Result.ok(draft) : judged(tenant, draft, setting);
        };
    }

    private Result<EventDraft> judged(TenantId tenant, EventDraft given, TypeSetting setting) {
        EventDraft draft = setting.priority() == null ? given : given.unlessStated(setting.priority());
        return switch (setting.check()) {
            case OFF -> Result.ok(draft);
            case WARN -> {
                List<FieldError> violations = violations(tenant, draft, setting);
                if (!violations.isEmpty()) {
                    warn(tenant, draft, violations);
                }
                yield Result.ok(draft);
            }
            case REJECT -> {
                List<FieldError> violations = violations(tenant, draft, setting);
                yield violations.isEmpty() ? Result.ok(draft) : Result.refused(refusal(violations));
            }
        };
    }

    private List<FieldError> violations(TenantId tenant, EventDraft draft, TypeSetting setting) {
        CanonicalJson schema = schema(tenant, draft.type(), setting);
        return schema == null
                ? List.of()
                : schemas.violations(schema, draft.data()).stream()
                        .map(error -> new FieldError("/data" + error.pointer(), error.detail()))
                        .toList();
    }

    /** Returns null if the type has none, or is gone by now. */
    private @Nullable CanonicalJson schema(TenantId tenant, EventType type, TypeSetting setting) {
        if (setting.priority() == null) {
            return library.page(type).schema();
        }
        Known key = new Known(tenant, type, setting.revision());
        synchronized (known) {
            Optional<CanonicalJson> kept = known.get(key);
            if (kept != null) {
                return kept.orElse(null);
            }
        }
        Optional<CanonicalJson> read = store.find(tenant, List.of(type)).stream()
                .map(StoredType::own)
                .flatMap(own -> Optional.ofNullable(own == null ? null : own.schema()).stream())
                .findFirst();
        synchronized (known) {
            known.put(key, read);
            if (known.size() > KEPT) {
                known.remove(known.keySet().iterator().next());
            }
        }
        return read.orElse(null);
    }

    private static Refusal refusal(List<FieldError> violations) {
        String detail = "The event's data does not satisfy the schema of its type, see " + pointers(violations) + ".";
        return new Refusal(ErrorCode.SCHEMA_VIOLATION, detail, violations, null);
    }

    private void warn(TenantId tenant, EventDraft draft, List<FieldError> violations) {
        journal.write(
                Journal.Level.WARNING,
                "event.schema_violation",
                Map.of(
                        "tenant_id", tenant.toString(),
                        "event", draft.type().name(),
                        "violations", violations.size(),
                        "pointers", pointers(violations)));
    }

    private static String pointers(List<FieldError> violations) {
        return violations.stream()
                .map(FieldError::pointer)
                .distinct()
                .limit(NAMED)
                .collect(Collectors.joining(", "));
    }
}
