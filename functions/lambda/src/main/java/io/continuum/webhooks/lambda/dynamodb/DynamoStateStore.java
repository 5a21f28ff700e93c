package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.id.WebhookKey;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Keeps states as one item each in the table of webhooks. Thread-safe. */
public final class DynamoStateStore implements StateStore {
    /** States kept for {@link #peek}: one takes about 1 KB, so all of them 5 MB. */
    private static final int KEPT = 5_000;

    private static final int WRITER_BYTES = 8;

    private final Dynamo dynamo;
    private final Tables tables;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final LastSeen<WebhookKey, WebhookState> seen = new LastSeen<>(KEPT);

    /** Uses {@code clock} for tombstones that are over, and {@code random} to know its own writes again. */
    public DynamoStateStore(DynamoDbClient client, Tables tables, InstantSource clock, RandomGenerator random) {
        this.dynamo = new Dynamo(client);
        this.tables = tables;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Optional<WebhookState> peek(WebhookKey key) {
        return seen.get(key);
    }

    @Override
    public Optional<WebhookState> load(WebhookKey key) {
        // Consistent: who is made to wait or let go is decided by it.
        return Optional.ofNullable(remembered(key, dynamo.get(tables.webhooks(), Keys.state(key))));
    }

    @Override
    public List<WebhookState> loadAll(Collection<WebhookKey> keys) {
        // Eventual: these are shown, nothing is decided by them; so they are not remembered either.
        List<Key> items = keys.stream().map(Keys::state).toList();
        return dynamo.get(tables.webhooks(), items, false).stream()
                .filter(item -> !item.expired(clock.instant()))
                .map(StateItems::read)
                .toList();
    }

    @Override
    public Swap swap(WebhookState before, WebhookState next) {
        byte[] writer = new byte[WRITER_BYTES];
        random.nextBytes(writer);
        WebhookState target = next.atRevision(before.revision() + 1);
        Expression expression = StateItems.update(new Expression(), target)
                .set(StateItems.WRITER, AttributeValue.fromB(SdkBytes.fromByteArray(writer)));
        // Closes the race between workers that hold deliveries of one webhook, and between them and a change of it.
        String condition =
                expression.equal(StateItems.REVISION, AttributeValue.fromN(Long.toString(before.revision())));
        UpdateItemRequest request = UpdateItemRequest.builder()
                .tableName(tables.webhooks())
                .key(Keys.state(before.key()).attributes())
                .updateExpression(expression.update())
                .conditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return switch (dynamo.update(request)) {
            case Dynamo.Written.Done _ -> {
                seen.put(target.key(), target);
                yield new Swap.Done(target);
            }
            case Dynamo.Written.Refused(Item existing) -> refused(before.key(), existing, writer);
        };
    }

    private Swap refused(WebhookKey key, @Nullable Item existing, byte[] writer) {
        WebhookState current = remembered(key, existing);
        if (existing == null || current == null) {
            return new Swap.Gone();
        }
        // The SDK repeats a call whose answer was lost. If the first one did happen, the item bears our mark: taking
        // that for a lost race would make the group wait for its own slots.
        boolean ours = existing.has(StateItems.WRITER)
                && ByteBuffer.wrap(existing.bytes(StateItems.WRITER)).equals(ByteBuffer.wrap(writer));
        return ours ? new Swap.Done(current) : new Swap.Lost(current);
    }

    private @Nullable WebhookState remembered(WebhookKey key, @Nullable Item item) {
        WebhookState state = item == null || item.expired(clock.instant()) ? null : StateItems.read(item);
        seen.put(key, state);
        return state;
    }
}
