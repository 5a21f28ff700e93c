package io.continuum.webhooks.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.deadletter.DeadLetters.Filter;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedriveTest {
    private static final int PACE = 600;

    private final JobWorld world = new JobWorld();
    private final Webhook webhook = world.webhook(Webhooks.valid());
    private final WebhookKey key = webhook.key();

    private List<Delivery> dead(int many) {
        List<Delivery> dead = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            dead.add(world.dead(key, i));
        }
        return dead;
    }

    private static List<DeliveryId> ids(List<Delivery> deliveries) {
        return deliveries.stream().map(one -> one.key().delivery()).toList();
    }

    private static List<DeliveryId> of(List<DeliveryTask> tasks) {
        return tasks.stream().map(task -> task.key().delivery()).toList();
    }

    @Test
    void a_few_named_ones_are_sent_at_once() {
        List<Delivery> dead = dead(3);

        assertThat(world.redrive.byIds(key.tenant(), ids(dead), PACE)).isEqualTo(3);

        List<DeliveryTask> tasks =
                world.queue.take().stream().map(sent -> sent.task()).toList();
        assertThat(of(tasks)).containsExactlyElementsOf(ids(dead));
        assertThat(tasks).allMatch(task -> task.attempt() == 2 && task.manual() && task.possibleCopy());
        assertThat(world.due()).isEmpty();
    }

    @Test
    void a_redriven_task_keeps_to_breaker_and_rate() {
        world.redrive.byIds(key.tenant(), ids(dead(1)), PACE);

        assertThat(world.queue.take()).singleElement().satisfies(sent -> {
            assertThat(sent.task().paced()).isTrue();
            assertThat(sent.task().urgent()).isFalse();
        });
    }

    @Test
    void what_is_no_dead_letter_is_passed_over() {
        Delivery revived = world.dead(key, 1);
        world.ports.log().write(revived, Deliveries.succeeded(revived));
        DeliveryId unknown = Deliveries.first(key, "evt-unknown").key().delivery();

        assertThat(world.redrive.byIds(key.tenant(), List.of(revived.key().delivery(), unknown), PACE))
                .isZero();

        assertThat(world.queue.take()).isEmpty();
    }

    @Test
    void another_tenants_dead_letter_is_passed_over() {
        List<DeliveryId> ids = ids(dead(1));

        assertThat(world.redrive.byIds(new TenantId("other"), ids, PACE)).isZero();
    }

    @Test
    void many_named_ones_go_out_at_the_pace() {
        List<Delivery> dead = dead(150);

        assertThat(world.redrive.byIds(key.tenant(), ids(dead), 60)).isEqualTo(150);
        assertThat(world.queue.take()).isEmpty();

        assertThat(of(world.tick())).containsExactlyElementsOf(ids(dead.subList(0, 60)));
        assertThat(of(world.tickAMinuteLater())).containsExactlyElementsOf(ids(dead.subList(60, 120)));
        assertThat(of(world.tickAMinuteLater())).containsExactlyElementsOf(ids(dead.subList(120, 150)));
        assertThat(world.tickAMinuteLater()).isEmpty();
        assertThat(world.due()).isEmpty();
    }

    @Test
    void nothing_more_goes_out_within_the_same_minute() {
        world.redrive.byIds(key.tenant(), ids(dead(100)), 60);
        world.tick();
        world.clock.advance(Duration.ofSeconds(20));

        assertThat(world.tick()).isEmpty();
    }

    @Test
    void those_that_fit_a_filter_go_out_newest_first_each_once() {
        List<Delivery> dead = dead(250);

        assertThat(world.redrive.byFilter(key.tenant(), JobWorld.of(key.webhook()), PACE))
                .isEqualTo(250);

        assertThat(of(world.tick())).containsExactlyElementsOf(ids(dead.reversed()));
        assertThat(world.tickAMinuteLater()).isEmpty();
        assertThat(world.journal).contains("job.done");
    }

    @Test
    void a_filter_that_nothing_fits_makes_no_job() {
        assertThat(world.redrive.byFilter(key.tenant(), Filter.ALL, PACE)).isZero();

        assertThat(world.due()).isEmpty();
    }

    @Test
    void what_died_after_the_asking_is_not_meant() {
        world.clock.set(Deliveries.STARTED.plusSeconds(30));
        world.dead(key, 1);
        world.redrive.byFilter(key.tenant(), Filter.ALL, PACE);
        Delivery later = JobWorld.pending(key, world.event(key, Events.valid().id("evt-late")));
        Delivery failed = Deliveries.failed(later);
        world.died(failed);

        assertThat(of(world.tick())).hasSize(1).doesNotContain(later.key().delivery());
    }

    @Test
    void what_died_after_the_asking_takes_nobodys_place() {
        world.clock.set(Deliveries.STARTED.plusSeconds(30));
        List<Delivery> meant = dead(3);
        world.redrive.byFilter(key.tenant(), Filter.ALL, PACE);
        for (int i = 0; i < 5; i++) {
            Events newer = Events.valid().id("evt-late-" + i).acceptedAt(Events.ACCEPTED.plusSeconds(100 + i));
            world.died(Deliveries.failed(JobWorld.pending(key, world.event(key, newer))));
        }

        assertThat(of(world.tick())).containsExactlyElementsOf(ids(meant.reversed()));
        assertThat(world.due()).isEmpty();
    }

    @Test
    void those_of_a_deleted_webhook_are_passed_over_and_those_of_a_disabled_one_go_to_be_held() {
        Webhook disabled = world.webhook(Webhooks.valid().number(2).disabled());
        Webhook deleted = world.webhook(Webhooks.valid().number(3));
        Delivery held = world.dead(disabled.key(), 1);
        world.dead(deleted.key(), 2);
        Delivery live = world.dead(key, 3);
        world.webhooks.delete(deleted);

        world.redrive.byFilter(key.tenant(), Filter.ALL, PACE);

        assertThat(of(world.tick()))
                .containsExactlyInAnyOrder(held.key().delivery(), live.key().delivery());
        assertThat(world.due()).isEmpty();
    }

    @Test
    void those_of_an_erased_event_are_passed_over() {
        Delivery dead = world.dead(key, 1);
        world.deliveries.payloads().erase(key.tenant(), dead.eventId());

        world.redrive.byFilter(key.tenant(), Filter.ALL, PACE);

        assertThat(world.tick()).isEmpty();
        assertThat(world.due()).isEmpty();
    }

    @Test
    void a_step_that_died_before_it_moved_on_sends_the_same_attempts_again() {
        dead(5);
        world.redrive.byFilter(key.tenant(), Filter.ALL, PACE);
        RedriveJob job = (RedriveJob) world.jobs.load(world.due().getFirst()).orElseThrow();
        world.redriveSlice.next(job);
        List<DeliveryTask> lost =
                world.queue.take().stream().map(sent -> sent.task()).toList();

        List<DeliveryTask> again = world.tick();

        // The same attempt of the same delivery: whichever is recorded first fences the other.
        assertThat(again)
                .extracting(task -> task.key() + " " + task.attempt())
                .isEqualTo(lost.stream()
                        .map(task -> task.key() + " " + task.attempt())
                        .toList());
    }

    @Test
    void of_two_ticks_at_once_one_moves_on() {
        dead(5);
        world.redrive.byFilter(key.tenant(), Filter.ALL, PACE);
        Job job = world.jobs.load(world.due().getFirst()).orElseThrow();
        Job mine = world.redriveSlice.next((RedriveJob) job);
        Job theirs = world.redriveSlice.next((RedriveJob) job);

        assertThat(world.jobs.swap(job, mine)).isPresent();
        assertThat(world.jobs.swap(job, theirs)).isEmpty();
    }

    @Test
    void jobs_of_several_tenants_take_turns() {
        Webhook other = world.webhook(Webhooks.valid().tenant("other").number(7));
        dead(250);
        for (int i = 0; i < 250; i++) {
            world.dead(other.key(), i);
        }
        world.redrive.byFilter(key.tenant(), Filter.ALL, PACE);
        world.redrive.byFilter(other.key().tenant(), Filter.ALL, PACE);

        List<TenantId> tenants =
                world.tick().stream().map(task -> task.key().webhook().tenant()).toList();

        assertThat(tenants).hasSize(500);
        assertThat(tenants.subList(0, 200)).contains(key.tenant(), other.key().tenant());
    }

    @Test
    void a_job_that_cannot_be_carried_out_keeps_no_other_back() {
        Webhook other = world.webhook(Webhooks.valid().tenant("other").number(7));
        dead(1);
        world.dead(other.key(), 1);
        world.redrive.byFilter(key.tenant(), Filter.ALL, PACE);
        world.redrive.byFilter(other.key().tenant(), Filter.ALL, PACE);
        JobStore failing = new JobStore() {
            @Override
            public void create(Job job) {
                world.jobs.create(job);
            }

            @Override
            public Optional<Job> load(JobKey job) {
                if (job.tenant().equals(key.tenant())) {
                    throw new Unavailable("test");
                }
                return world.jobs.load(job);
            }

            @Override
            public Optional<Job> swap(Job seen, Job next) {
                return world.jobs.swap(seen, next);
            }
        };

        world.runJobs(failing).run(world.due(), world.now().plusSeconds(30));

        assertThat(world.queue.take())
                .singleElement()
                .extracting(sent -> sent.task().key().webhook())
                .isEqualTo(other.key());
        assertThat(world.due()).hasSize(1);
        assertThat(world.journal).contains("job.unavailable");
    }

    @Test
    void nothing_begins_after_the_deadline() {
        dead(1);
        world.redrive.byFilter(key.tenant(), Filter.ALL, PACE);

        world.runJobs(world.jobs).run(world.due(), world.now());

        assertThat(world.queue.take()).isEmpty();
        assertThat(world.due()).hasSize(1);
    }
}
