package io.continuum.webhooks.cdk.operations;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/**
 * Where every alarm goes. Encrypted with a key of its own (1 USD a month): CloudWatch may not use the key that AWS manages
 * for SNS, and alarms would be lost without a word.
 */
public final class AlarmTopic extends Construct {
    /** KMS's shortest. */
    private static final int DAYS_UNTIL_KEY_IS_GONE = 7;

    private final Topic topic;

    AlarmTopic(Construct scope, String id, OperationsProps props) {
        super(scope, id);
        ServicePrincipal cloudWatch = new ServicePrincipal("cloudwatch.amazonaws.com");
        Map<String, Map<String, String>> ours = Map.of(
                "StringEquals", Map.of("aws:SourceAccount", Stack.of(this).getAccount()));
        Key key = Key.Builder.create(this, "Key")
                .description("Alarms of Continuum Webhooks, stage " + props.stage())
                .enableKeyRotation(true)
                .pendingWindow(Duration.days(DAYS_UNTIL_KEY_IS_GONE))
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(cloudWatch))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey*"))
                .resources(List.of("*"))
                .conditions(ours)
                .build());
        this.topic = Topic.Builder.create(this, "Topic")
                .displayName("Webhooks " + props.stage())
                .masterKey(key)
                .enforceSsl(true)
                .build();
        // A topic with a policy of its own has lost the one that lets the account's services publish.
        topic.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("Alarms")
                .principals(List.of(cloudWatch))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .conditions(ours)
                .build());
        if (!props.alarmEmail().isEmpty()) {
            topic.addSubscription(new EmailSubscription(props.alarmEmail()));
        }
    }

    /** Returns the topic, for other subscribers. */
    public ITopic topic() {
        return topic;
    }

    SnsAction action() {
        return new SnsAction(topic);
    }
}
