package io.continuum.webhooks.cdk;

import io.continuum.webhooks.cdk.edge.CustomDomain;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Dashboard;

/** What whoever deployed the stack wants to know, and types next. */
final class Outputs {
    private final Stack stack;

    private Outputs(Stack stack) {
        this.stack = stack;
    }

    static void of(Stack stack, WebhookPlatform platform) {
        new Outputs(stack).all(platform);
    }

    private void all(WebhookPlatform platform) {
        String url = platform.url();
        output("ApiUrl", url, "The root of the API");
        output("CheckHealth", "curl " + url + "/api/v1/webhooks/health", "Type this first");
        output(
                "GetAdminKey",
                "aws secretsmanager get-secret-value --region %s --secret-id %s --query SecretString --output text"
                        .formatted(
                                stack.getRegion(), platform.secrets().adminKey().getSecretArn()),
                "Type this to see the first admin key");
        output(
                "ListWebhooks",
                "curl -H \"Authorization: Bearer $ADMIN_KEY\" " + url + "/api/v1/webhooks",
                "Type this with that key as ADMIN_KEY");
        CustomDomain domain = platform.domain();
        if (domain != null) {
            output("DomainTarget", domain.target(), "Point the domain name here, unless its hosted zone was given");
        }
        Dashboard dashboard = platform.operations().dashboard();
        if (dashboard != null) {
            output(
                    "DashboardUrl",
                    "https://%s.console.aws.amazon.com/cloudwatch/home?region=%s#dashboards/dashboard/%s"
                            .formatted(stack.getRegion(), stack.getRegion(), dashboard.getDashboardName()),
                    "What is going on");
        }
        output("AlarmTopicArn", platform.operations().topic().getTopicArn(), "Subscribe to it to hear of alarms");
        Queues queues = platform.queues();
        output("EventBusName", platform.intake().bus().getEventBusName(), "Events put here are published");
        output("EventsQueueUrl", queues.events().getQueueUrl(), "Events sent here are published");
        output("DeadLetterQueueUrl", queues.exhausted().getQueueUrl(), "Copies of deliveries that were given up");
        output("InfrastructureQueueUrl", queues.infrastructure().getQueueUrl(), "What could not be read or worked on");
        output("WebhooksTable", platform.storage().webhooks().getTableName(), "Configuration and small state");
        output("DeliveriesTable", platform.storage().deliveries().getTableName(), "What happened");
        output("EmitterFunction", platform.functions().emitter().function().getFunctionName(), "Matches events");
        output("DeliveryFunction", platform.functions().delivery().function().getFunctionName(), "Sends");
    }

    private void output(String id, String value, String description) {
        CfnOutput.Builder.create(stack, id)
                .value(value)
                .description(description)
                .build();
    }
}
