package io.continuum.webhooks.lambda.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.StateStore.Swap;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.contract.StateStoreContract;
import io.continuum.webhooks.core.contract.States;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DynamoStateStoreTest extends StateStoreContract {
    private static final int ONE_WRITE_UNIT = 1024;

    private final Tables tables = TestDynamo.freshTables();
    private int made;

    @AfterEach
    void drop_tables() {
        TestDynamo.drop(tables);
    }

    @Override
    protected StateStore stateStore(InstantSource clock) {
        // Two stores with the same random bits would take each other's swaps for their own.
        return new DynamoStateStore(TestDynamo.client(), tables, clock, new Random(++made));
    }

    @Override
    protected WebhookStore webhookStore(InstantSource clock) {
        return new DynamoWebhookStore(TestDynamo.client(), tables, clock);
    }

    @Test
    void a_full_state_of_a_tenant_with_a_long_name_costs_one_write_unit() {
        WebhookState fresh = made(Webhooks.valid().tenant("t".repeat(64)).build());
        assertOneUnit(done(store().swap(fresh, States.full(fresh))));
    }

    @Test
    void a_full_state_that_is_being_drained_costs_one_write_unit() {
        WebhookState fresh = made(Webhooks.valid().tenant("t".repeat(64)).build());
        assertOneUnit(done(store().swap(fresh, States.draining(fresh))));
    }

    private void assertOneUnit(WebhookState full) {
        var key = Keys.state(full.key()).attributes();
        var item = TestDynamo.client()
                .getItem(request -> request.tableName(tables.webhooks()).key(key))
                .item();
        assertThat(ItemSize.of(item)).isLessThanOrEqualTo(ONE_WRITE_UNIT);
    }

    @Test
    void a_swap_that_the_sdk_repeats_because_its_answer_was_lost_is_done() {
        WebhookState fresh = made(Webhooks.valid().build());
        WebhookState swapped = done(storeWithBits(7).swap(fresh, States.full(fresh)));
        assertThat(storeWithBits(7).swap(fresh, States.full(fresh))).isEqualTo(new Swap.Done(swapped));
        assertThat(storeWithBits(8).swap(fresh, States.full(fresh))).isEqualTo(new Swap.Lost(swapped));
    }

    private StateStore storeWithBits(int seed) {
        return new DynamoStateStore(TestDynamo.client(), tables, () -> Webhooks.EPOCH, new Random(seed));
    }
}
