package io.continuum.webhooks.cdk;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.ITable;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.sqs.IQueue;

/**
 * What each function may do: listed by hand from what its handler reaches, and held by a test. CDK's own grants allow more
 * than is called (scans, streams, every index). Transactions need no right of their own, only those of their parts.
 */
final class Permissions {
    private static final String GET = "dynamodb:GetItem";
    private static final String BATCH_GET = "dynamodb:BatchGetItem";
    private static final String QUERY = "dynamodb:Query";
    private static final String SCAN = "dynamodb:Scan";
    private static final String PUT = "dynamodb:PutItem";
    private static final String UPDATE = "dynamodb:UpdateItem";
    private static final String DELETE = "dynamodb:DeleteItem";
    private static final String SEND = "sqs:SendMessage";
    private static final String READ_SECRET = "secretsmanager:GetSecretValue";
    private static final String CREATE_SECRET = "secretsmanager:CreateSecret";

    private final Stack stack;
    private final String stage;
    private final Storage storage;
    private final Queues queues;
    private final Secrets secrets;

    Permissions(Configuration configuration, Storage storage, Queues queues, Secrets secrets) {
        this.stack = Stack.of(storage);
        this.stage = configuration.stage().name();
        this.storage = storage;
        this.queues = queues;
        this.secrets = secrets;
    }

    void grantTo(Functions functions) {
        api(functions.api());
        emitter(functions.emitter());
        delivery(functions.delivery());
        maintenance(functions.maintenance());
    }

    private void api(LiveFunction function) {
        table(function, storage.webhooks(), GET, BATCH_GET, QUERY, PUT, UPDATE, DELETE);
        table(function, storage.deliveries(), GET, BATCH_GET, QUERY, PUT, UPDATE, DELETE);
        index(function, storage.deliveries(), Storage.DEAD);
        // Published events, and retries by hand.
        queues(function, List.of(SEND), Stream.concat(Stream.of(queues.events()), deliveries()));
        queues(function, List.of("sqs:GetQueueAttributes"), Stream.concat(deliveries(), Stream.of(queues.exhausted())));
        webhookSecrets(function, true);
        // Asked for by its name before it is made, when nothing has been appended to that yet.
        allow(function, List.of(READ_SECRET, CREATE_SECRET), List.of(runTimeSecret("deployment-key*")));
        read(function, secrets.adminKey());
        read(function, secrets.brainBot());
        read(function, secrets.keyring());
    }

    private void emitter(LiveFunction function) {
        table(function, storage.webhooks(), GET, BATCH_GET, QUERY);
        // Events that came by the queue are stored, matches are noted, payloads of erased users are taken out.
        table(function, storage.deliveries(), QUERY, PUT, UPDATE);
        // What is left of a fan-out that does not fit into one invocation goes back into the events queue.
        queues(
                function,
                List.of(SEND),
                Stream.concat(deliveries(), Stream.of(queues.events(), queues.infrastructure())));
    }

    private void delivery(LiveFunction function) {
        // State, erasures, and what disables a webhook: one transaction over its items.
        table(function, storage.webhooks(), GET, QUERY, PUT, UPDATE);
        table(function, storage.deliveries(), BATCH_GET, QUERY, PUT, DELETE);
        // The next attempts, reports of what happened, copies of dead letters, what cannot be read.
        queues(
                function,
                List.of(SEND),
                Stream.concat(deliveries(), Stream.of(queues.events(), queues.exhausted(), queues.infrastructure())));
        webhookSecrets(function, false);
        read(function, secrets.keyring());
    }

    private void maintenance(LiveFunction function) {
        // The gauge of open breakers reads many states at once; whoever moves secrets walks over all webhooks.
        table(function, storage.webhooks(), GET, BATCH_GET, QUERY, SCAN, PUT, UPDATE, DELETE);
        index(function, storage.webhooks(), Storage.WAKE);
        table(function, storage.deliveries(), GET, BATCH_GET, QUERY, PUT, UPDATE, DELETE);
        index(function, storage.deliveries(), Storage.DEAD);
        index(function, storage.deliveries(), Storage.SUBJECT);
        queues(function, List.of(SEND), Stream.concat(deliveries(), Stream.of(queues.events(), queues.exhausted())));
        queues(
                function,
                List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"),
                Stream.of(queues.exhausted()));
        webhookSecrets(function, true);
        read(function, secrets.brainBot());
        read(function, secrets.keyring());
    }

    private Stream<IQueue> deliveries() {
        return Stream.of(queues.high(), queues.normal(), queues.low());
    }

    private static void table(LiveFunction function, ITable table, String... actions) {
        allow(function, List.of(actions), List.of(table.getTableArn()));
    }

    private static void index(LiveFunction function, ITable table, String index) {
        allow(function, List.of(QUERY), List.of(table.getTableArn() + "/index/" + index));
    }

    private static void queues(LiveFunction function, List<String> actions, Stream<IQueue> queues) {
        allow(function, actions, queues.map(IQueue::getQueueArn).toList());
    }

    /** Secrets of webhooks are made at run time and named by the webhook's id; AWS appends six characters. */
    private void webhookSecrets(LiveFunction function, boolean change) {
        List<String> actions = change
                ? List.of(
                        READ_SECRET,
                        CREATE_SECRET,
                        "secretsmanager:PutSecretValue",
                        "secretsmanager:DeleteSecret",
                        "secretsmanager:TagResource")
                : List.of(READ_SECRET);
        allow(function, actions, List.of(runTimeSecret("wh_*")));
    }

    private String runTimeSecret(String name) {
        return stack.formatArn(ArnComponents.builder()
                .service("secretsmanager")
                .resource("secret")
                .resourceName("hooks/" + stage + "/" + name)
                .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                .build());
    }

    private static void read(LiveFunction function, @Nullable ISecret secret) {
        if (secret != null) {
            String full = secret.getSecretFullArn();
            allow(function, List.of(READ_SECRET), List.of(full == null ? secret.getSecretArn() + "-??????" : full));
        }
    }

    private static void allow(LiveFunction function, List<String> actions, List<String> resources) {
        function.role()
                .addToPrincipalPolicy(PolicyStatement.Builder.create()
                        .actions(actions)
                        .resources(resources)
                        .build());
    }
}
