package io.continuum.webhooks.cdk;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;

/** What whoever deployed the stack types next. */
final class Outputs {
    private final Stack stack;

    Outputs(Stack stack, WebhookPlatform platform) {
        this.stack = stack;
        String url = platform.front().url();
        output("ApiUrl", url, "The API's root");
        output(
                "GetAdminKey",
                "aws secretsmanager get-secret-value --query SecretString --output text --secret-id "
                        + platform.secrets().adminKey().getSecretName(),
                "Prints the first admin key");
        output(
                "Try",
                "curl -H \"Authorization: Bearer $(%s)\" %s/api/v1/webhooks"
                        .formatted("…", url),
                "Lists webhooks");
    }

    private void output(String id, String value, String description) {
        CfnOutput.Builder.create(stack, id).value(value).description(description).build();
    }
}
