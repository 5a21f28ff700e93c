package io.continuum.webhooks.local.permissions;

import io.continuum.webhooks.lambda.PlatformFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What each function's role may do in a deployment: the file that the tests of infra/cdk hold against the template.
 * Immutable.
 */
public final class Rights {
    /** Where it is, seen from infra/local. */
    static final Path FILE = Path.of("../cdk/src/test/resources/io/continuum/webhooks/cdk/permissions.txt");

    /** Rights that Lambda itself uses: by its log, its tracing, its reading of queues. */
    private static final Set<String> OF_LAMBDA = Set.of("logs", "xray");

    private static final Set<PlatformFunction> MAPPED = Set.of(PlatformFunction.EMITTER, PlatformFunction.DELIVERY);
    private static final Set<String> OF_A_MAPPING = Set.of(
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:ChangeMessageVisibility",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl");

    private final List<Call> all;

    private Rights(Stream<Call> all) {
        this.all = all.filter(right -> !isOfLambda(right)).toList();
    }

    /** Reads those that the code of functions uses; Lambda's own are left out. */
    public static Rights ofDeployment() {
        return new Rights(lines(FILE).map(Rights::right));
    }

    private static boolean isOfLambda(Call right) {
        return OF_LAMBDA.contains(right.action().split(":", -1)[0])
                || (MAPPED.contains(right.function()) && OF_A_MAPPING.contains(right.action()));
    }

    /** Returns whether a role may do that. */
    boolean allow(Call call) {
        return all.stream().anyMatch(right -> covers(right, call));
    }

    /** Returns the rights that none of {@code calls} used, as permissions.txt has them. */
    public List<Call> unusedBy(Collection<Call> calls) {
        return all.stream()
                .filter(right -> calls.stream().noneMatch(call -> covers(right, call)))
                .toList();
    }

    private static boolean covers(Call right, Call call) {
        return right.function() == call.function()
                && right.action().equals(call.action())
                && (right.resource().endsWith("*")
                        ? call.resource()
                                .startsWith(right.resource()
                                        .substring(0, right.resource().length() - 1))
                        : right.resource().equals(call.resource()));
    }

    /** Returns the lines of {@code file} that are no comments. */
    static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().filter(line -> !line.isBlank() && !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Call right(String line) {
        String[] parts = line.split(" ", 3);
        PlatformFunction function = Stream.of(PlatformFunction.values())
                .filter(one -> one.id().equals(parts[0]))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no such function: " + line));
        int secret = parts[2].indexOf(":secret:hooks/");
        return new Call(function, parts[1], secret < 0 ? parts[2] : parts[2].substring(secret + 1));
    }
}
