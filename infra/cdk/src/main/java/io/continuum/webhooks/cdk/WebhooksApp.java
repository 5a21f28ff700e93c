package io.continuum.webhooks.cdk;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.App;

/** The CDK app: one stack, by the context of the command line ({@code npx cdk deploy -c stage=prod}). */
public final class WebhooksApp {
    private WebhooksApp() {}

    /** Synthesizes. Ends with 1 and one line for each thing that is wrong with the context. */
    public static void main(String[] args) {
        App app = new App();
        try {
            new WebhooksStack(app, Configuration.of(context(app)));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        app.synth();
    }

    private static Map<String, Object> context(App app) {
        Map<String, Object> context = new TreeMap<>();
        if (app.getNode().getAllContext() instanceof Map<?, ?> all) {
            all.forEach((name, value) -> context.put(String.valueOf(name), String.valueOf(value)));
        }
        return context;
    }
}
