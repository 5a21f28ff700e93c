package io.continuum.webhooks.local.permissions;

import io.continuum.webhooks.lambda.AwsClients;
import io.continuum.webhooks.lambda.PlatformFunction;
import io.continuum.webhooks.local.FunctionClients;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Notes what the functions really call. Not by the SDK's interceptors, because DynamoDB's embedded engine has a client
 * without any: each client is wrapped. Thread-safe.
 */
public final class CallLog implements FunctionClients {
    private final Set<Call> calls = new ConcurrentSkipListSet<>();
    private final Consumer<SdkRequest> listener;

    /** Hands every request of a function to {@code listener}, too. */
    public CallLog(Consumer<SdkRequest> listener) {
        this.listener = listener;
    }

    @Override
    public AwsClients of(PlatformFunction function, AwsClients shared) {
        return new AwsClients(
                noting(function, DynamoDbClient.class, shared.dynamoDb()),
                noting(function, SqsClient.class, shared.sqs()),
                noting(function, SecretsManagerClient.class, shared.secretsManager()));
    }

    /** Returns every right that was used so far. */
    public Set<Call> calls() {
        return new TreeSet<>(calls);
    }

    /**
     * Fails if a function used a right that its role does not have in a deployment.
     *
     * @throws AssertionError naming function, action and resource of each such call
     */
    public void checkAgainst(Rights rights) {
        Set<Call> refused =
                calls.stream().filter(call -> !rights.allow(call)).collect(Collectors.toCollection(TreeSet::new));
        if (!refused.isEmpty()) {
            throw new AssertionError("a deployment would refuse (" + Rights.FILE + "): " + refused);
        }
    }

    private <C> C noting(PlatformFunction function, Class<C> type, C client) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (arguments != null && arguments.length == 1 && arguments[0] instanceof SdkRequest request) {
                if (!method.getName().endsWith("Paginator")) {
                    listener.accept(request);
                    IamActions.of(request).forEach(use -> calls.add(new Call(function, use.action(), use.resource())));
                    return called(client, method, arguments);
                }
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            // What takes a builder calls, on this proxy, what takes the request.
            return method.isDefault() && arguments != null
                    ? InvocationHandler.invokeDefault(proxy, method, arguments)
                    : called(client, method, arguments);
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object called(Object client, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
