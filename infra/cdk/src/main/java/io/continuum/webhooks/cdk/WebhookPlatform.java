package io.continuum.webhooks.cdk;

import io.continuum.webhooks.cdk.edge.CustomDomain;
import io.continuum.webhooks.cdk.edge.WebAcl;
import io.continuum.webhooks.cdk.operations.Operations;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * The platform, for any stack of a CDK app in Java:
 *
 * <pre>{@code
 * new WebhookPlatform(stack, "Webhooks", Configuration.of(Map.of("stage", "prod", "functionsZip", "functions.zip")));
 * }</pre>
 *
 * <p>One of a stage in each account and region: most names are made of it.
 *
 * <p>Everything that other constructs of that stack may want to use is to be had here.
 */
public final class WebhookPlatform extends Construct {
    private final Configuration configuration;
    private final Storage storage;
    private final Queues queues;
    private final Secrets secrets;
    private final Functions functions;
    private final Intake intake;
    private final Front front;
    private final Operations operations;
    private final @Nullable CustomDomain domain;
    private final @Nullable WebAcl webAcl;

    /**
     * Adds the platform to {@code scope}.
     *
     * @throws IllegalArgumentException if the functions' zip is not there, or if the app has a platform of this stage in this
     *     account and region already
     */
    public WebhookPlatform(Construct scope, String id, Configuration configuration) {
        super(scope, id);
        this.configuration = configuration;
        alone();
        this.storage = new Storage(this, "Storage", configuration.stage());
        this.queues =
                new Queues(this, "Queues", configuration.compute().concurrency().visibility());
        this.secrets = new Secrets(this, "Secrets", configuration);
        this.functions = new Functions(
                this, "Functions", configuration, EnvironmentVariables.of(configuration, storage, queues, secrets));
        new Permissions(configuration, storage, queues, secrets).grantTo(functions);
        new Triggers(this, "Triggers", configuration.compute().concurrency(), queues, functions);
        this.intake = new Intake(this, "Intake", configuration.intake(), queues);
        this.front = configuration.front().http()
                ? new HttpFront(this, "Front", configuration, functions.api())
                : new RestFront(this, "Front", configuration, functions.api());
        Surroundings surroundings = new Surroundings(this, configuration);
        this.operations = surroundings.operations(storage, queues, functions, front);
        this.domain = surroundings.domain(front);
        this.webAcl = surroundings.webAcl(front);
    }

    /** Names of alarms, dashboard, queries and webhooks' secrets are made of the stage: two of one would share them. */
    private void alone() {
        for (IConstruct construct : getNode().getRoot().getNode().findAll()) {
            if (construct instanceof WebhookPlatform other
                    && other != this
                    && other.place().equals(place())) {
                throw new IllegalArgumentException(
                        "stage: there is a platform of stage %s already (%s); give %s another stage"
                                .formatted(
                                        configuration.stage().name(),
                                        other.getNode().getPath(),
                                        getNode().getPath()));
            }
        }
    }

    private String place() {
        return configuration.stage().name() + " " + Stack.of(this).getEnvironment();
    }

    /** Returns what was asked for. */
    public Configuration configuration() {
        return configuration;
    }

    /** Returns the tables. */
    public Storage storage() {
        return storage;
    }

    /** Returns the queues. */
    public Queues queues() {
        return queues;
    }

    /** Returns the secrets that the stack makes. */
    public Secrets secrets() {
        return secrets;
    }

    /** Returns the functions. */
    public Functions functions() {
        return functions;
    }

    /** Returns the bus. */
    public Intake intake() {
        return intake;
    }

    /** Returns the API. */
    public Front front() {
        return front;
    }

    /** Returns the URL of the API's root, without a slash at its end: that of its own domain, if it has one. */
    public String url() {
        return domain == null ? front.url() : domain.url();
    }

    /** Returns alarms, dashboard and saved queries. */
    public Operations operations() {
        return operations;
    }

    /** Returns the API's own domain; null if it has none. */
    public @Nullable CustomDomain domain() {
        return domain;
    }

    /** Returns the web ACL; null if there is none. */
    public @Nullable WebAcl webAcl() {
        return webAcl;
    }
}
