package io.continuum.webhooks.cdk;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.sqs.IQueue;

/** AWS's own list of what a solution should not do (cdk-nag). Never inside {@code cdk deploy}, which it would stop. */
final class NagTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "stage=dev",
                "stage=prod",
                "api=http",
                "secretStorage=keyring",
                "apiAccessLogs=true",
                "waf=true",
                "canary=true"
            })
    void nothing_is_found_that_is_not_explained(String context) {
        String[] pair = context.split("=", -1);
        WebhooksStack stack = Synthesis.stack(Map.of(pair[0], pair[1]));
        NagSuppressions.addStackSuppressions(stack, explained());
        Queues queues = stack.platform().queues();
        for (IQueue end : List.of(queues.exhausted(), queues.undelivered())) {
            NagSuppressions.addResourceSuppressions(
                    end,
                    List.of(because("AwsSolutions-SQS3", "It is a dead-letter queue, of a function or of a rule.")));
        }
        Aspects.of(stack).add(AwsSolutionsChecks.Builder.create().build());

        Annotations found = Annotations.fromStack(stack);
        found.hasNoError("*", Match.stringLikeRegexp("AwsSolutions-.*"));
        found.hasNoWarning("*", Match.stringLikeRegexp("AwsSolutions-.*"));
    }

    private static List<NagPackSuppression> explained() {
        return List.of(
                because(
                        "AwsSolutions-APIG1",
                        "Access logs of a REST API need a role for the whole account and region; "
                                + "-c apiAccessLogs=true makes it. The function logs what it changes."),
                because(
                        "AwsSolutions-APIG2",
                        "The function validates requests and names the field that is wrong, which "
                                + "API Gateway's validation does not."),
                because("AwsSolutions-APIG3", "A web ACL costs 5 USD a month: -c waf=true."),
                because("AwsSolutions-APIG4", "The function authorizes: keys are tenants' and live in the table."),
                because("AwsSolutions-APIG6", "As APIG1, of which it is the rest."),
                because("AwsSolutions-COG4", "Callers are programs with keys of ours, not people of a user pool."),
                because(
                        "AwsSolutions-SMG4",
                        "A changed admin key is one that its holders do not know; docs/operations.md "
                                + "says how to change it. The others are keys of encryption, and of others' systems."),
                because(
                        "AwsSolutions-IAM4",
                        "Only with apiAccessLogs: AWS's own policy for API Gateway's role.",
                        "Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"),
                because("AwsSolutions-IAM5", "X-Ray has no resources to name.", "Resource::*"),
                because(
                        "AwsSolutions-IAM5",
                        "Secrets of webhooks are made at run time; AWS appends six characters to each name.",
                        "Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:hooks/dev/wh_*",
                        "Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:hooks/prod/wh_*",
                        "Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:hooks/dev/deployment-key*",
                        "Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:hooks/prod/deployment-key*"));
    }

    private static NagPackSuppression because(String id, String reason, String... to) {
        NagPackSuppression.Builder suppression =
                NagPackSuppression.builder().id(id).reason(reason);
        return to.length == 0
                ? suppression.build()
                : suppression.appliesTo(List.of((Object[]) to)).build();
    }
}
