package io.continuum.webhooks.local.runtime;

import io.continuum.webhooks.local.lambda.FunctionSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What Lambda knows about a function before it starts a process for it.
 *
 * @param function its name, timeout and memory; the memory is not enforced
 * @param handler the class that Lambda names
 * @param environment the function's variables; region, credentials and what Lambda reserves are added where missing
 * @param concurrency invocations at once in one process; Lambda has 1, Managed Instances more
 * @param snapStart whether the process stops before its first invocation until it is restored
 */
public record ProcessSettings(
        FunctionSettings function,
        String handler,
        Map<String, String> environment,
        int concurrency,
        boolean snapStart) {
    /** What the managed runtime and the deployment's JAVA_TOOL_OPTIONS say to {@code java}. */
    public static final List<String> JVM_OPTIONS = List.of(
            "-XX:+TieredCompilation",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "-Dsun.net.inetaddr.ttl=10",
            "-Dhttp.maxConnections=64",
            // As in the managed runtime: what connects org.crac to Lambda's own.
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");

    /** Copies the map. */
    public ProcessSettings {
        environment = Map.copyOf(environment);
    }

    /** Returns settings for one invocation at a time, without SnapStart. */
    public static ProcessSettings of(FunctionSettings function, String handler, Map<String, String> environment) {
        return new ProcessSettings(function, handler, environment, 1, false);
    }

    /** Returns these for so many invocations at once. */
    public ProcessSettings withConcurrency(int invocations) {
        return new ProcessSettings(function, handler, environment, invocations, snapStart);
    }

    /** Returns these with SnapStart. */
    public ProcessSettings withSnapStart() {
        return new ProcessSettings(function, handler, environment, concurrency, true);
    }

    /** Returns the whole environment of the process, which gets no other variable. */
    Map<String, String> processEnvironment(String runtimeApi, String folder) {
        Map<String, String> all = new HashMap<>();
        all.put("AWS_REGION", "us-east-1");
        all.put("AWS_ACCESS_KEY_ID", "test");
        all.put("AWS_SECRET_ACCESS_KEY", "test");
        all.putAll(environment);
        all.put("AWS_DEFAULT_REGION", all.getOrDefault("AWS_REGION", ""));
        all.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        all.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        all.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
        all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        all.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        all.put("AWS_LAMBDA_INITIALIZATION_TYPE", snapStart ? "snap-start" : "on-demand");
        all.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        all.put("LAMBDA_TASK_ROOT", folder);
        all.put("_HANDLER", handler);
        all.put("LANG", "en_US.UTF-8");
        all.put("TZ", ":UTC");
        if (concurrency > 1) {
            all.put("AWS_LAMBDA_MAX_CONCURRENCY", Integer.toString(concurrency));
        }
        return all;
    }
}
