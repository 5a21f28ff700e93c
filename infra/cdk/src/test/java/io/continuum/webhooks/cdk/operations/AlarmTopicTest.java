package io.continuum.webhooks.cdk.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class AlarmTopicTest {
    private final OperationsWorld world = OperationsWorld.full();

    private JsonNode statement(String policy, String effect, String principal) {
        return StreamSupport.stream(
                        world.all(policy).getFirst().findValue("Statement").spliterator(), false)
                .filter(statement -> statement.path("Effect").asText().equals(effect))
                .filter(statement -> statement.path("Principal").toString().contains(principal))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void cloudwatch_of_this_account_may_publish_and_use_the_key() {
        JsonNode publish = statement("AWS::SNS::TopicPolicy", "Allow", "cloudwatch.amazonaws.com");
        JsonNode use = statement("AWS::KMS::Key", "Allow", "cloudwatch.amazonaws.com");

        assertThat(publish.path("Action").asText()).isEqualTo("sns:Publish");
        assertThat(use.path("Action").toString()).isEqualTo("[\"kms:Decrypt\",\"kms:GenerateDataKey*\"]");
        assertThat(publish.path("Condition"))
                .isEqualTo(use.path("Condition"))
                .hasToString("{\"StringEquals\":{\"aws:SourceAccount\":{\"Ref\":\"AWS::AccountId\"}}}");
    }

    @Test
    void nobody_may_publish_without_tls() {
        JsonNode denied = statement("AWS::SNS::TopicPolicy", "Deny", "*");

        assertThat(denied.path("Action").asText()).isEqualTo("sns:Publish");
        assertThat(denied.path("Condition").toString()).isEqualTo("{\"Bool\":{\"aws:SecureTransport\":\"false\"}}");
    }

    @Test
    void the_topic_is_encrypted_with_a_key_of_its_own_which_is_rotated() {
        assertThat(world.all("AWS::SNS::Topic")
                        .getFirst()
                        .path("KmsMasterKeyId")
                        .toString())
                .contains("OperationsAlarmsKey");
        assertThat(world.all("AWS::KMS::Key")
                        .getFirst()
                        .path("EnableKeyRotation")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void who_gave_an_address_is_told_by_e_mail() {
        JsonNode subscription = world.all("AWS::SNS::Subscription").getFirst();

        assertThat(subscription.path("Protocol").asText()).isEqualTo("email");
        assertThat(subscription.path("Endpoint").asText()).isEqualTo("ops@example.com");
    }

    @Test
    void without_an_address_nobody_is_subscribed() {
        assertThat(OperationsWorld.bare().all("AWS::SNS::Subscription")).isEmpty();
    }
}
