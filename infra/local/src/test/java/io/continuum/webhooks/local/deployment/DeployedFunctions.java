package io.continuum.webhooks.local.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.continuum.webhooks.local.lambda.FunctionSettings;
import io.continuum.webhooks.local.lambda.InvocationResult;
import io.continuum.webhooks.local.runtime.FunctionProcess;
import io.continuum.webhooks.local.runtime.FunctionRuntime;
import io.continuum.webhooks.local.runtime.FunctionZip;
import io.continuum.webhooks.local.runtime.ProcessSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * What runs functions for the emulator. It is told a function's name and version, and asks the emulator for the rest: the
 * code, handler, variables, memory and time that were deployed. One environment for each version, with SnapStart's hooks if
 * the version has it; what comes at once waits in line.
 */
final class DeployedFunctions implements AutoCloseable {
    private static final byte[] NOTHING = "null".getBytes(UTF_8);

    private final HttpServer server;
    private final Map<Version, FunctionRuntime> runtimes = new ConcurrentHashMap<>();
    private final Map<String, FunctionZip> zips = new ConcurrentHashMap<>();
    private final List<Invocation> invocations = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private volatile @Nullable EmulatorApi aws;

    /** A published version of a function. */
    record Version(String function, String number) {}

    /** An invocation, with the event's text. */
    record Invocation(Version version, String event, InvocationResult result) {}

    private DeployedFunctions(HttpServer server) {
        this.server = server;
    }

    static DeployedFunctions start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 100);
            DeployedFunctions functions = new DeployedFunctions(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", functions::handle);
            server.start();
            return functions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Says where the functions are deployed. */
    void deployedOn(EmulatorApi emulator) {
        aws = emulator;
    }

    /** Returns what was invoked so far. */
    List<Invocation> invocations() {
        synchronized (invocations) {
            return List.copyOf(invocations);
        }
    }

    /** Returns what the functions printed so far. */
    List<String> log() {
        synchronized (log) {
            return List.copyOf(log);
        }
    }

    /** Makes a version ready before its first invocation, as Lambda does when a version with SnapStart is published. */
    void prepare(Version version) {
        runtime(version).invoke("{}".getBytes(UTF_8));
    }

    /** Returns what is deployed as a version, or as an alias. */
    static JsonNode deployed(EmulatorApi aws, String function, String qualifier) {
        return aws.get("lambda", "/2015-03-31/functions/%s?Qualifier=%s".formatted(function, qualifier))
                .wellDone()
                .json();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] event = exchange.getRequestBody().readAllBytes();
            Version version = new Version(
                    exchange.getRequestHeaders().getFirst("X-Amzn-Lambda-Function-Name"),
                    exchange.getRequestHeaders().getFirst("X-Amzn-Lambda-Function-Version"));
            InvocationResult result;
            try {
                result = runtime(version).invoke(event);
            } catch (RuntimeException | AssertionError e) {
                result = new InvocationResult.Failed("Test.NotRun", String.valueOf(e));
            }
            synchronized (invocations) {
                invocations.add(new Invocation(version, new String(event, UTF_8), result));
            }
            if (result instanceof InvocationResult.Answered(String payload)) {
                answer(exchange, 200, payload.isBlank() ? NOTHING : payload.getBytes(UTF_8));
            } else {
                answer(exchange, 500, String.valueOf(result).getBytes(UTF_8));
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private FunctionRuntime runtime(Version version) {
        return runtimes.computeIfAbsent(version, one -> new FunctionRuntime(() -> environment(one)));
    }

    private FunctionProcess environment(Version version) {
        EmulatorApi emulator = aws;
        if (emulator == null) {
            throw new IllegalStateException("invoked before anything was deployed");
        }
        JsonNode deployed = deployed(emulator, version.function, version.number);
        JsonNode configuration = deployed.path("Configuration");
        Map<String, String> variables = new TreeMap<>();
        configuration
                .path("Environment")
                .path("Variables")
                .properties()
                .forEach(variable ->
                        variables.put(variable.getKey(), variable.getValue().asText()));
        boolean snapStart =
                configuration.path("SnapStart").path("ApplyOn").asText().equals("PublishedVersions");
        ProcessSettings settings = new ProcessSettings(
                new FunctionSettings(
                        version.function,
                        Duration.ofSeconds(configuration.path("Timeout").asLong()),
                        configuration.path("MemorySize").asInt()),
                configuration.path("Handler").asText(),
                variables,
                1,
                snapStart);
        FunctionProcess process =
                FunctionProcess.start(zip(emulator, deployed), settings, InstantSource.system(), this::note);
        if (snapStart) {
            restore(process);
        }
        return process;
    }

    private static void restore(FunctionProcess process) {
        try {
            process.awaitCheckpoint().restore();
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private void note(String line) {
        synchronized (log) {
            log.add(line);
        }
    }

    /** The emulator's link is to the newest code, so what it gives must be what the version has. */
    private FunctionZip zip(EmulatorApi emulator, JsonNode deployed) {
        String digest = deployed.path("Configuration").path("CodeSha256").asText();
        return zips.computeIfAbsent(digest, expected -> {
            byte[] code = emulator.download(
                    URI.create(deployed.path("Code").path("Location").asText()));
            try {
                String is = Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(code));
                if (!is.equals(expected)) {
                    throw new AssertionError("the emulator gives code with digest " + is + " in place of " + expected);
                }
                Path file = Files.createTempFile("deployed", ".zip");
                Files.write(file, code);
                FunctionZip zip = FunctionZip.unpack(file);
                Files.delete(file);
                return zip;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Override
    public void close() {
        server.stop(0);
        runtimes.values().forEach(FunctionRuntime::close);
        zips.values().forEach(FunctionZip::close);
    }
}
