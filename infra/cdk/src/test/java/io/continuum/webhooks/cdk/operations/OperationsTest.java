package io.continuum.webhooks.cdk.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

class OperationsTest {
    private final OperationsWorld world = OperationsWorld.another();

    @Test
    void nothing_is_found_by_the_checks_of_aws_solutions() {
        Aspects.of(world.stack)
                .add(AwsSolutionsChecks.Builder.create().verbose(true).build());

        assertThat(Annotations.fromStack(world.stack).findError("*", Match.stringLikeRegexp("AwsSolutions-.*")))
                .isEmpty();
        assertThat(Annotations.fromStack(world.stack).findWarning("*", Match.stringLikeRegexp("AwsSolutions-.*")))
                .isEmpty();
    }

    @Test
    void the_same_is_made_every_time() {
        assertThat(OperationsWorld.full().whole()).isEqualTo(world.whole());
    }

    @Test
    void others_can_subscribe_to_its_topic_and_build_on_its_alarms() {
        assertThat(world.operations.topic().getTopicArn()).isNotEmpty();
        assertThat(world.operations.alarms()).hasSameSizeAs(world.alarms());
    }
}
