package io.continuum.webhooks.cdk;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/** The platform as a construct of somebody else's app. */
class WebhookPlatformTest {
    private final App app = Synthesis.app();

    private Stack stack(String id, String region) {
        Environment environment =
                Environment.builder().account("111122223333").region(region).build();
        return new Stack(app, id, StackProps.builder().env(environment).build());
    }

    private static void add(Stack stack, String id, String stage) {
        new WebhookPlatform(stack, id, Synthesis.configuration(Map.of("stage", stage)));
    }

    @Test
    void one_stage_twice_in_one_region_is_refused_with_the_reason() {
        add(stack("One", "eu-west-1"), "Webhooks", "blue");
        Stack other = stack("Two", "eu-west-1");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> add(other, "Webhooks", "blue"))
                .withMessage("stage: there is a platform of stage blue already (One/Webhooks);"
                        + " give Two/Webhooks another stage");
    }

    @Test
    void one_stage_twice_in_a_stack_without_a_region_is_refused_too() {
        Stack stack = new Stack(app, "Anywhere");
        add(stack, "One", "blue");

        assertThatIllegalArgumentException().isThrownBy(() -> add(stack, "Two", "blue"));
    }

    @Test
    void another_stage_and_another_region_go_beside_it() {
        Stack here = stack("Here", "eu-west-1");
        add(here, "Blue", "blue");

        assertThatNoException().isThrownBy(() -> {
            add(here, "Green", "green");
            add(stack("There", "eu-north-1"), "Blue", "blue");
        });
    }
}
