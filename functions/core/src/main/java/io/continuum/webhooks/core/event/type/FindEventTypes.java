package io.continuum.webhooks.core.event.type;

import io.continuum.webhooks.core.event.Catalog;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows the catalogue as a tenant has it. Thread-safe. */
public final class FindEventTypes {
    private final EventTypeStore store;
    private final TypeLibrary library;

    /** Looks for a tenant's own types in {@code store}, for the others in {@code library}. */
    public FindEventTypes(EventTypeStore store, TypeLibrary library) {
        this.store = store;
        this.library = library;
    }

    /** Returns whether the platform itself knows the name, so that no tenant can declare it. */
    static boolean isBuiltIn(EventType type) {
        return Catalog.types().contains(type) || Catalog.operational().contains(type);
    }

    /** Returns all names: those of the systems, the platform's own, then the tenant's in the order of their names. */
    public List<EventType> names(TenantId tenant) {
        Stream<EventType> own = store.settings(tenant).keySet().stream()
                .filter(type -> !isBuiltIn(type))
                .sorted();
        return Stream.of(Catalog.types().stream(), Catalog.operational().stream(), own)
                .flatMap(Function.identity())
                .toList();
    }

    /** Returns those of {@code types} that there are, in that order. */
    public List<CatalogueEntry> find(TenantId tenant, List<EventType> types) {
        Map<EventType, StoredType> stored =
                store.find(tenant, types).stream().collect(Collectors.toMap(StoredType::type, Function.identity()));
        return types.stream()
                .flatMap(type -> entry(type, stored.get(type)).stream())
                .toList();
    }

    private Optional<CatalogueEntry> entry(EventType type, @Nullable StoredType stored) {
        if (isBuiltIn(type)) {
            return Optional.of(builtIn(type, stored));
        }
        return Optional.ofNullable(stored).flatMap(FindEventTypes::custom);
    }

    private CatalogueEntry builtIn(EventType type, @Nullable StoredType stored) {
        TypeLibrary.Page page = library.page(type);
        Checking check = stored == null ? Checking.OFF : stored.check();
        Instant updated = stored == null ? null : stored.updatedAt();
        boolean operational = Catalog.operational().contains(type);
        return new CatalogueEntry(
                type,
                operational ? CatalogueEntry.Kind.OPERATIONAL : CatalogueEntry.Kind.BUILT_IN,
                page.description(),
                page.schema(),
                page.example(),
                Catalog.priorityOf(type),
                check,
                null,
                updated);
    }

    /** Returns a type that its tenant declared; empty for one that it did not. */
    static Optional<CatalogueEntry> custom(StoredType stored) {
        StoredType.Own own = stored.own();
        return own == null
                ? Optional.empty()
                : Optional.of(new CatalogueEntry(
                        stored.type(),
                        CatalogueEntry.Kind.CUSTOM,
                        own.description(),
                        own.schema(),
                        own.example(),
                        own.priority(),
                        stored.check(),
                        stored.createdAt(),
                        stored.updatedAt()));
    }
}
