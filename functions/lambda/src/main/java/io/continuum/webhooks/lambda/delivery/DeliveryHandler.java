package io.continuum.webhooks.lambda.delivery;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.continuum.webhooks.core.delivery.Deliver;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.DropErased;
import io.continuum.webhooks.core.delivery.Received;
import io.continuum.webhooks.core.delivery.TaskJson;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.lambda.sqs.SqsPoisonQueue;
import io.continuum.webhooks.lambda.sqs.SqsRecords;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Delivers the tasks of a batch. Never throws for a message: what cannot be read goes to the poison queue. */
public final class DeliveryHandler implements RequestStreamHandler {
    private final DropErased dropErased;
    private final Deliver deliver;
    private final SqsPoisonQueue poison;
    private final InstantSource clock;

    /** Delivers by {@code deliver} what {@code dropErased} leaves. */
    public DeliveryHandler(DropErased dropErased, Deliver deliver, SqsPoisonQueue poison, InstantSource clock) {
        this.dropErased = dropErased;
        this.deliver = deliver;
        this.poison = poison;
        this.clock = clock;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        Set<String> failed = new LinkedHashSet<>();
        List<Received> batch = new ArrayList<>();
        for (SqsRecords.Message message : SqsRecords.read(in)) {
            Optional<DeliveryTask> task = TaskJson.read(message.body());
            if (task.isPresent()) {
                batch.add(new Received(message.messageId(), task.get(), message.redelivered()));
            } else {
                reject(message, failed);
            }
        }
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
        failed.addAll(
                deliver.deliver(dropErased.drop(batch, failed), clock.instant().plus(left)));
        SqsRecords.write(out, failed);
    }

    private void reject(SqsRecords.Message message, Set<String> failed) {
        try {
            poison.put(message.body(), message.sourceArn(), "not a delivery task of a known version");
        } catch (Unavailable e) {
            failed.add(message.messageId());
        }
    }
}
