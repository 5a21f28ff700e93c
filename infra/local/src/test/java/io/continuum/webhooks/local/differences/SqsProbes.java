package io.continuum.webhooks.local.differences;

import static io.continuum.webhooks.local.differences.Probe.accepted;
import static io.continuum.webhooks.local.differences.Probe.refused;

import io.continuum.webhooks.lambda.AwsClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sqs.model.BatchRequestTooLongException;
import software.amazon.awssdk.services.sqs.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sqs.model.InvalidMessageContentsException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;
import software.amazon.awssdk.services.sqs.model.StartMessageMoveTaskRequest;
import software.amazon.awssdk.services.sqs.model.TooManyEntriesInBatchRequestException;

/** What the pipeline and the stack ask of SQS. */
final class SqsProbes {
    private static final int MEBIBYTE = 1_048_576;

    /** For what may never be answered. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private SqsProbes() {}

    static Map<String, Probe> all() {
        Map<String, Probe> all = new TreeMap<>();
        all.put("sqs-redrive-allow-policy", SqsProbes::redriveAllowPolicyIsKept);
        all.put("sqs-managed-encryption", aws -> isKept(aws, QueueAttributeName.SQS_MANAGED_SSE_ENABLED, "true"));
        all.put("sqs-retention", aws -> isKept(aws, QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600"));
        all.put(
                "sqs-longest-visibility",
                aws -> refused(() -> ProbeQueue.in(aws).receive(43_201, 0)));
        all.put("sqs-longest-wait", aws -> refused(() -> ProbeQueue.in(aws).receive(30, 21)));
        all.put(
                "sqs-most-messages",
                aws -> refused(() -> aws.sqs()
                        .receiveMessage(request ->
                                request.queueUrl(ProbeQueue.in(aws).url()).maxNumberOfMessages(11))));
        all.put("sqs-longest-delay", aws -> refused(() -> ProbeQueue.in(aws).send("x", 901)));
        all.put("sqs-largest-message", aws -> accepted(() -> ProbeQueue.in(aws).send("x".repeat(MEBIBYTE), 0)));
        all.put("sqs-too-large-message", aws -> refused(() -> ProbeQueue.in(aws).send("x".repeat(MEBIBYTE + 1), 0)));
        all.put(
                "sqs-too-large-batch",
                aws -> refused(
                        BatchRequestTooLongException.class,
                        () -> ProbeQueue.in(aws)
                                .sendBatch(List.of("x".repeat(600_000), "y".repeat(600_000)), List.of("1", "2"))));
        all.put(
                "sqs-empty-batch",
                aws -> refused(
                        EmptyBatchRequestException.class,
                        () -> ProbeQueue.in(aws).sendBatch(List.of(), List.of())));
        all.put("sqs-batch-of-eleven", SqsProbes::elevenAreTooMany);
        all.put(
                "sqs-repeated-batch-ids",
                aws -> refused(
                        BatchEntryIdsNotDistinctException.class,
                        () -> ProbeQueue.in(aws).sendBatch(List.of("x", "y"), List.of("1", "1"))));
        all.put(
                "sqs-illegal-characters",
                aws -> refused(
                        InvalidMessageContentsException.class,
                        () -> ProbeQueue.in(aws).send("a\u0001b", 0)));
        all.put("sqs-zero-delay", SqsProbes::zeroDelayOverridesTheQueues);
        all.put("sqs-delayed-count", SqsProbes::delayedMessagesAreCounted);
        all.put("sqs-second-delete", SqsProbes::aSecondDeleteSucceeds);
        all.put("sqs-message-group", SqsProbes::groupsAreKeptOnStandardQueues);
        all.put("sqs-other-attributes", SqsProbes::aNameWithOtherAttributesIsTaken);
        all.put("sqs-missing-dead-letter-queue", SqsProbes::aDeadLetterQueueMustExist);
        all.put("sqs-redrive", aws -> deadLetter(aws).isPresent());
        all.put("sqs-move-task", SqsProbes::aMoveTaskBringsDeadLettersTo);
        all.put("sqs-move-task-back", SqsProbes::aMoveTaskBringsDeadLettersBack);
        return all;
    }

    private static boolean isKept(AwsClients aws, QueueAttributeName name, String value) {
        ProbeQueue queue = ProbeQueue.in(aws);
        return accepted(() -> queue.set(name, value)) && queue.attribute(name).equals(value);
    }

    private static boolean redriveAllowPolicyIsKept(AwsClients aws) {
        String policy = "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"%s\"]}"
                .formatted(ProbeQueue.in(aws).arn());
        return isKept(aws, QueueAttributeName.REDRIVE_ALLOW_POLICY, policy);
    }

    private static boolean elevenAreTooMany(AwsClients aws) {
        List<String> ids = IntStream.range(0, 11).mapToObj(Integer::toString).toList();
        ProbeQueue queue = ProbeQueue.in(aws);
        return refused(TooManyEntriesInBatchRequestException.class, () -> queue.sendBatch(ids, ids));
    }

    private static boolean zeroDelayOverridesTheQueues(AwsClients aws) {
        ProbeQueue queue = ProbeQueue.in(aws);
        queue.set(QueueAttributeName.DELAY_SECONDS, "60");
        queue.send("x", 0);
        return queue.receive(30, 2).isPresent();
    }

    private static boolean delayedMessagesAreCounted(AwsClients aws) {
        ProbeQueue queue = ProbeQueue.in(aws);
        queue.send("x", 60);
        return queue.attribute(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)
                .equals("1");
    }

    private static boolean aSecondDeleteSucceeds(AwsClients aws) {
        ProbeQueue queue = ProbeQueue.in(aws);
        queue.send("x", 0);
        Message message = queue.receive(30, 2).orElseThrow();
        queue.delete(message);
        return accepted(() -> queue.delete(message));
    }

    private static boolean groupsAreKeptOnStandardQueues(AwsClients aws) {
        ProbeQueue queue = ProbeQueue.in(aws);
        return accepted(() -> aws.sqs()
                        .sendMessage(request ->
                                request.queueUrl(queue.url()).messageBody("x").messageGroupId("tenant")))
                && "tenant"
                        .equals(queue.receive(30, 2)
                                .orElseThrow()
                                .attributes()
                                .get(MessageSystemAttributeName.MESSAGE_GROUP_ID));
    }

    private static boolean aNameWithOtherAttributesIsTaken(AwsClients aws) {
        String name = Probe.name();
        create(aws, name, "30");
        return refused(QueueNameExistsException.class, () -> create(aws, name, "60"));
    }

    private static void create(AwsClients aws, String name, String visibility) {
        aws.sqs()
                .createQueue(request ->
                        request.queueName(name).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, visibility)));
    }

    private static boolean aDeadLetterQueueMustExist(AwsClients aws) {
        ProbeQueue queue = ProbeQueue.in(aws);
        return refused(() -> queue.redriveTo(queue.arn() + "-missing"));
    }

    /** Sends a message that fails once, and returns it if it then is in the dead-letter queue. */
    private static Optional<ProbeQueue.Pair> deadLetter(AwsClients aws) {
        ProbeQueue dead = ProbeQueue.in(aws);
        ProbeQueue queue = ProbeQueue.in(aws);
        queue.redriveTo(dead.arn());
        queue.send("poison", 0);
        queue.receive(0, 2);
        boolean again = queue.receive(0, 1).isPresent();
        boolean moved = dead.receive(0, 5).isPresent();
        return moved && !again ? Optional.of(new ProbeQueue.Pair(queue, dead)) : Optional.empty();
    }

    private static boolean aMoveTaskBringsDeadLettersTo(AwsClients aws) {
        ProbeQueue.Pair pair = deadLetter(aws).orElseThrow();
        ProbeQueue other = ProbeQueue.in(aws);
        return accepted(() -> move(
                        aws, request -> request.sourceArn(pair.dead().arn()).destinationArn(other.arn())))
                && other.receive(0, 10).isPresent();
    }

    private static boolean aMoveTaskBringsDeadLettersBack(AwsClients aws) {
        ProbeQueue.Pair pair = deadLetter(aws).orElseThrow();
        return accepted(() -> move(aws, request -> request.sourceArn(pair.dead().arn())))
                && pair.source().receive(0, 10).isPresent();
    }

    private static void move(AwsClients aws, Consumer<StartMessageMoveTaskRequest.Builder> task) {
        aws.sqs().startMessageMoveTask(request -> {
            task.accept(request);
            request.overrideConfiguration(limits -> limits.apiCallTimeout(PATIENCE));
        });
    }
}
