package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.erasure.Erasure;
import io.continuum.webhooks.core.erasure.ErasureList;
import io.continuum.webhooks.core.erasure.Erasures;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.InMemoryErasures;
import io.continuum.webhooks.core.fake.Tasks;
import io.continuum.webhooks.core.id.JobId;
import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.problem.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DropErasedTest {
    private final DeliveryWorld world = new DeliveryWorld();
    private final InMemoryErasures erasures = new InMemoryErasures(world.clock, Duration.ofDays(30));
    private final Set<String> failed = new LinkedHashSet<>();

    private List<Received> drop(DeliveryTask task) {
        return drop(task, erasures);
    }

    private List<Received> drop(DeliveryTask task, Erasures from) {
        DropErased drop = new DropErased(world.ports(), new ErasureList(from, world.clock), world.clock);
        return drop.drop(List.of(new Received("m1", task, false)), failed);
    }

    private DeliveryTask task(Events event) {
        return Tasks.to(world.webhook.key()).event(event).build();
    }

    private Events accepted() {
        return Events.valid().acceptedAt(world.clock.instant().minusSeconds(60));
    }

    private void erase(String user) {
        TenantId tenant = world.webhook.key().tenant();
        JobKey key = new JobKey(tenant, JobId.make(world.clock.instant(), new Random(1)));
        erasures.put(Erasure.asked(key, user, world.clock.instant()));
    }

    @Test
    void a_task_of_an_erased_event_ends_as_cancelled_before_any_request() {
        erase("u1");
        DeliveryTask task = task(accepted().user("u1"));

        assertThat(drop(task)).isEmpty();

        assertThat(failed).isEmpty();
        assertThat(world.record(task).status()).isEqualTo(Status.CANCELLED);
        assertThat(world.sent).isEmpty();
    }

    @Test
    void a_task_that_points_to_its_event_still_knows_whose_it_is() {
        erase("u1");
        DeliveryTask task = task(accepted().data("{\"metadata\": {\"user_id\": \"u1\"}, \"text\": \"x\"}"));
        String message = TaskJson.write(task.pointing());
        DeliveryTask read = TaskJson.read(message).orElseThrow();

        assertThat(message).doesNotContain("text");
        assertThat(drop(read)).isEmpty();
        assertThat(world.record(task).status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void tasks_of_others_go_on() {
        erase("u1");

        assertThat(drop(task(accepted().user("u2")))).hasSize(1);
        assertThat(drop(task(accepted()))).hasSize(1);
    }

    @Test
    void an_event_accepted_after_the_erasure_goes_on() {
        erase("u1");
        Event later = accepted().user("u1").acceptedAt(world.clock.instant()).build();

        assertThat(drop(task(accepted().user("u1").acceptedAt(later.acceptedAt()))))
                .hasSize(1);
    }

    @Test
    void what_was_final_before_stays_what_it_was() {
        DeliveryTask task = task(accepted().user("u1"));
        Delivery dead = Delivery.first(task)
                .ended(Status.DEAD_LETTER, Reason.EXPIRED, world.clock.instant().minusSeconds(5));
        world.ports().log().write(null, dead);
        erase("u1");

        assertThat(drop(DeliveryTask.redriven(task.key(), 1, task.event(), world.clock.instant())))
                .isEmpty();

        assertThat(world.record(task)).isEqualTo(dead);
    }

    @Test
    void what_a_dead_worker_gave_up_is_told_and_not_sent_again() {
        DeliveryTask task = task(accepted().user("u1"));
        Attempt attempt = new Attempt(
                1, world.clock.instant(), Duration.ofMillis(5), List.of(), 500, "", false, "HTTP 500", null);
        world.ports().log().write(null, Delivery.first(task).attempted(attempt, Status.DEAD_LETTER, Reason.EXHAUSTED));
        erase("u1");
        DropErased drop = new DropErased(world.ports(), new ErasureList(erasures, world.clock), world.clock);

        List<Received> others = drop.drop(List.of(new Received("m1", task, true)), failed);
        others.forEach(received -> world.redeliver(received.task()));

        assertThat(world.deadLetters).hasSize(1);
        assertThat(world.sent).isEmpty();
    }

    @Test
    void a_delivery_that_waits_loses_its_place() {
        DeliveryTask task = task(accepted().user("u1"));
        Waiting waiting = new Waiting(1, null, task.due(), task.due(), true);
        world.ports().waiting().put(Delivery.first(task).waitingFor(waiting));
        erase("u1");

        drop(task);

        assertThat(world.ports().waiting().oldest(task.key().webhook(), 10)).isEmpty();
    }

    @Test
    void nothing_is_sent_while_the_list_cannot_be_read() {
        Erasures down = new Erasures() {
            @Override
            public void put(Erasure erasure) {
                throw new Unavailable("test");
            }

            @Override
            public Optional<Erasure> find(JobKey key) {
                throw new Unavailable("test");
            }

            @Override
            public List<Erasure> since(TenantId tenant, Instant since) {
                throw new Unavailable("test");
            }
        };

        assertThat(drop(task(accepted().user("u1")), down)).isEmpty();
        assertThat(failed).containsExactly("m1");
        assertThat(drop(task(accepted()), down)).hasSize(1);
    }
}
