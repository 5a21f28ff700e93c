package io.continuum.webhooks.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
    @ParameterizedTest
    @CsvFileSource(resources = "/vectors/event-types.csv", useHeadersInDisplayName = true)
    void knows_every_name_of_the_three_systems(
            String name, String systems, String priority, String continuum, String lanonasis, String brainBot) {
        var type = new EventType(name);

        assertThat(Catalog.known(type)).isTrue();
        assertThat(Catalog.publishable(type)).isTrue();
        assertThat(Catalog.systemsOf(type).stream().map(Enum::name).collect(Collectors.joining(" ")))
                .isEqualTo(systems);
        assertThat(Catalog.priorityOf(type).code()).isEqualTo(priority);
        assertThat(Catalog.nameFor(type, Catalog.System.CONTINUUM)).hasToString(continuum);
        assertThat(Catalog.nameFor(type, Catalog.System.LANONASIS)).hasToString(lanonasis);
        assertThat(Catalog.nameFor(type, Catalog.System.BRAIN_BOT)).hasToString(brainBot);
    }

    @Test
    void is_read_in_the_order_of_the_documents() {
        var names = lines("/vectors/event-types.csv")
                .lines()
                .skip(2)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();

        assertThat(Catalog.types()).map(EventType::name).containsExactlyElementsOf(names);
    }

    @Test
    void has_27_names_because_three_of_30_are_in_two_lists() {
        assertThat(Catalog.types()).hasSize(27);
        assertThat(Catalog.types().stream()
                        .mapToInt(type -> Catalog.systemsOf(type).size()))
                .satisfies(sizes -> assertThat(
                                sizes.stream().mapToInt(Integer::intValue).sum())
                        .isEqualTo(30));
        assertThat(Catalog.types().stream()
                        .filter(type -> Catalog.systemsOf(type).size() == 2))
                .map(EventType::name)
                .containsExactly("memory.created", "memory.updated", "memory.deleted");
    }

    @ParameterizedTest
    @CsvSource({"CONTINUUM, 11", "LANONASIS, 7", "BRAIN_BOT, 12"})
    void every_system_has_its_own_list(Catalog.System system, int size) {
        assertThat(Catalog.types().stream()
                        .filter(type -> Catalog.systemsOf(type).contains(system)))
                .hasSize(size);
    }

    @Test
    void operational_events_are_known_but_not_published_by_tenants() {
        assertThat(Catalog.operational())
                .map(EventType::name)
                .containsExactly(
                        "webhook.disabled", "webhook.failing", "delivery.exhausted", "breaker.opened", "webhook.test");
        assertThat(Catalog.operational()).allSatisfy(type -> {
            assertThat(Catalog.known(type)).isTrue();
            assertThat(Catalog.publishable(type)).isFalse();
            assertThat(Catalog.priorityOf(type)).isEqualTo(Priority.NORMAL);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"custom.model_trained", "custom.insight_generated", "custom.anomaly_detected", "custom.a.b-c"})
    void custom_names_need_not_be_declared(String name) {
        assertThat(Catalog.known(new EventType(name))).isTrue();
        assertThat(Catalog.publishable(new EventType(name))).isTrue();
        assertThat(Catalog.priorityOf(new EventType(name))).isEqualTo(Priority.NORMAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "memory.create", "Memory.created", "custom", "custom_x", "custom-x", "customs.x"})
    void other_names_are_unknown(String name) {
        assertThat(Catalog.known(new EventType(name))).isFalse();
        assertThat(Catalog.publishable(new EventType(name))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "memory.created, memory_added",
        "memory.updated, memory_updated",
        "memory.deleted, memory_deleted",
        "search.performed, memory_searched"
    })
    void four_happenings_have_two_names(String one, String other) {
        var both = new EventType[] {new EventType(one), new EventType(other)};

        assertThat(Catalog.sameHappening(both[0])).containsExactly(both);
        assertThat(Catalog.sameHappening(both[1])).containsExactly(both);
    }

    @ParameterizedTest
    @EnumSource
    void all_others_have_one(Catalog.System system) {
        var type = new EventType("custom.model_trained");

        assertThat(Catalog.sameHappening(type)).containsExactly(type);
        assertThat(Catalog.nameFor(type, system)).isEqualTo(type);
    }

    private static String lines(String resource) {
        try (var in = Objects.requireNonNull(CatalogTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
