package io.continuum.webhooks.cdk;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import software.amazon.awscdk.RemovalPolicy;

/**
 * What a deployment is asked to be: the context of the CDK app ({@code -c name=value}), read once, in main. Names in
 * capitals are those of the functions' environment.
 *
 * @param stage names the stack and everything that is named at run time
 * @param compute how the functions run
 * @param front how the API is reached
 * @param intake where events come from beside the API
 * @param settings what the functions are told
 * @param operations what people look at
 * @param edge what stands before the API
 */
public record Configuration(
        Stage stage, Compute compute, Front front, Intake intake, Settings settings, Operations operations, Edge edge) {

    /**
     * A deployment's stage.
     *
     * @param name {@code dev} where none is given; {@code prod} keeps its data; {@code local} is for emulators
     * @param restored tables that it takes in place of its own
     */
    public record Stage(String name, Restored restored) {
        /** Whether data outlives the stack. */
        public boolean production() {
            return name.equals("prod");
        }

        /** Returns what becomes of data, of logs, and of what is needed to read them, when the stack goes. */
        RemovalPolicy removal() {
            return production() ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
        }

        /** Whether this is for LocalStack, {@code sam local} and other emulators. */
        public boolean local() {
            return name.equals("local");
        }
    }

    /**
     * Tables that are there already, restored from a backup, by their names in the stack's account and region.
     *
     * @param webhooksTable configuration and small state; empty = the stack makes one
     * @param deliveriesTable what happened; empty = the stack makes one
     */
    public record Restored(String webhooksTable, String deliveriesTable) {}

    /**
     * How the functions run.
     *
     * @param functions the zip that {@code mvn package} builds
     * @param arm64 or else x86_64
     * @param snapStart whether published versions start from snapshots
     * @param sizes of the functions
     * @param concurrency of what the queues start
     */
    public record Compute(Path functions, boolean arm64, boolean snapStart, Sizes sizes, Concurrency concurrency) {}

    /** Memory and time of each function. */
    public record Sizes(Size api, Size emitter, Size delivery, Size maintenance) {}

    /**
     * Memory and time of a function.
     *
     * @param memory MB
     * @param timeout seconds
     */
    public record Size(int memory, int timeout) {}

    /**
     * How many batches are worked on at once.
     *
     * @param emitter most, of the events queue
     * @param delivery most, of the three delivery queues together
     * @param batch messages in one batch at most
     * @param pollers event pollers kept ready for each queue, which take the place of the two limits
     * @param visibility seconds until a message comes back whose batch was not finished
     */
    public record Concurrency(int emitter, int delivery, int batch, Pollers pollers, int visibility) {}

    /** Provisioned event pollers of a queue; none if both are empty. */
    public record Pollers(OptionalInt least, OptionalInt most) {}

    /**
     * How the API is reached.
     *
     * @param http whether by an HTTP API in place of a REST API
     * @param rate requests a second, of all callers
     * @param burst requests at once, of all callers
     * @param accessLogs whether API Gateway logs each request
     */
    public record Front(boolean http, int rate, int burst, boolean accessLogs) {}

    /**
     * Where events come from beside the API and the bus of the stack.
     *
     * @param defaultBusSources sources of events on the account's default bus that are taken too
     * @param topic ARN of an SNS topic whose messages are events; empty = none
     */
    public record Intake(List<String> defaultBusSources, String topic) {}

    /**
     * What the functions are told.
     *
     * @param limits operator limits by their name, in the order of the specification; empty = not set
     * @param brainBot markdown-brain-bot's variables by their name, but its token and its secret; empty = not set
     * @param brainBotCredentials name or ARN of the secret with its token and its secret, {@code parameters} if the
     *     stack makes it from its parameters, empty if there is none
     * @param keyring whether signing secrets lie encrypted in the table
     * @param development what only emulators should have
     */
    public record Settings(
            SequencedMap<String, String> limits,
            SequencedMap<String, String> brainBot,
            String brainBotCredentials,
            boolean keyring,
            Development development) {}

    /**
     * What only emulators and trials should have.
     *
     * @param insecureTargets whether {@code http://} and receivers on loopback addresses are allowed
     * @param endpoint what the functions take for AWS; empty = AWS
     */
    public record Development(boolean insecureTargets, String endpoint) {}

    /**
     * What people look at.
     *
     * @param logRetentionDays of every log group
     * @param alarmEmail who is told of alarms; empty = nobody
     * @param dashboard whether there is one
     * @param canary whether the stack delivers to itself to see that it does
     * @param tracing whether X-Ray samples functions and REST API
     */
    public record Operations(
            int logRetentionDays, String alarmEmail, boolean dashboard, boolean canary, boolean tracing) {}

    /**
     * What stands before the API.
     *
     * @param domainName of its own; empty = none
     * @param certificate ARN of the certificate for it
     * @param hostedZone id of the Route 53 zone that gets the record; empty = none
     * @param waf whether a web ACL is attached
     */
    public record Edge(String domainName, String certificate, String hostedZone, boolean waf) {}

    /** Anything on one line. */
    static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}]+");

    /**
     * Reads the context of an app. Names with a colon, a slash or a dash are CDK's own and are left to it.
     *
     * @throws IllegalArgumentException if values are wrong, or names are unknown; the message tells all of them
     */
    public static Configuration of(Map<String, ?> context) {
        return new ConfigurationReader(new Context(context)).read();
    }
}
