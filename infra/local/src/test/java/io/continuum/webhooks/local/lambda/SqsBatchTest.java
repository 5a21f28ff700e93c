package io.continuum.webhooks.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class SqsBatchTest {
    private static final MappingSettings SETTINGS =
            MappingSettings.of("http://127.0.0.1/q", "arn:aws:sqs:eu-west-1:123456789012:deliveries");

    @Test
    void lambdas_own_serializer_reads_every_field() {
        Message message = message("grüße \"🎉\"\n")
                .attributes(Map.of(
                        MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2",
                        MessageSystemAttributeName.SENT_TIMESTAMP, "1545082649183",
                        MessageSystemAttributeName.SENDER_ID, "AIDAIENQZJOLO23YVJ4VO",
                        MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP, "1545082649185",
                        MessageSystemAttributeName.MESSAGE_GROUP_ID, "tenant-1"))
                .md5OfMessageAttributes("abc")
                .build();

        SQSEvent.SQSMessage read = read(single(message)).getRecords().getFirst();

        assertThat(read.getMessageId()).isEqualTo(message.messageId());
        assertThat(read.getReceiptHandle()).isEqualTo(message.receiptHandle());
        assertThat(read.getBody()).isEqualTo(message.body());
        assertThat(read.getMd5OfBody()).isEqualTo(message.md5OfBody());
        assertThat(read.getMd5OfMessageAttributes()).isEqualTo("abc");
        assertThat(read.getAttributes()).isEqualTo(message.attributesAsStrings());
        assertThat(read.getMessageAttributes()).isEmpty();
        assertThat(read.getEventSource()).isEqualTo("aws:sqs");
        assertThat(read.getEventSourceArn()).isEqualTo(SETTINGS.queueArn());
        assertThat(read.getAwsRegion()).isEqualTo("eu-west-1");
    }

    @Test
    void text_attributes_are_read_with_their_type() {
        Message message = message("body")
                .messageAttributes(Map.of(
                        "n",
                        MessageAttributeValue.builder()
                                .dataType("Number.int")
                                .stringValue("7")
                                .build()))
                .build();

        var attribute = read(single(message)).getRecords().getFirst().getMessageAttributes().values().stream()
                .findFirst()
                .orElseThrow();

        assertThat(attribute.getDataType()).isEqualTo("Number.int");
        assertThat(attribute.getStringValue()).isEqualTo("7");
        assertThat(attribute.getBinaryValue()).isNull();
        assertThat(attribute.getStringListValues()).isEmpty();
        assertThat(attribute.getBinaryListValues()).isEmpty();
    }

    @Test
    void binary_attributes_are_read_with_their_bytes() {
        byte[] bytes = {0, (byte) 0xff, 10};
        Message message = message("body")
                .messageAttributes(Map.of(
                        "b",
                        MessageAttributeValue.builder()
                                .dataType("Binary")
                                .binaryValue(SdkBytes.fromByteArray(bytes))
                                .build()))
                .build();

        var attribute = read(single(message)).getRecords().getFirst().getMessageAttributes().values().stream()
                .findFirst()
                .orElseThrow();

        byte[] seen = new byte[attribute.getBinaryValue().remaining()];
        attribute.getBinaryValue().get(seen);
        assertThat(seen).isEqualTo(bytes);
        assertThat(attribute.getStringValue()).isNull();
    }

    @Test
    void batches_keep_their_order() {
        var batches = SqsBatch.of(
                List.of(message("1").build(), message("2").build(), message("3").build()), SETTINGS);

        assertThat(batches).hasSize(1);
        assertThat(read(batches.getFirst().event()).getRecords())
                .extracting(SQSEvent.SQSMessage::getBody)
                .containsExactly("1", "2", "3");
    }

    @Test
    void more_than_lambdas_payload_is_split() {
        Message large = message("ä".repeat(500_000)).build();

        var batches = SqsBatch.of(Collections.nCopies(10, large), SETTINGS);

        assertThat(batches).extracting(batch -> batch.messages().size()).containsExactly(6, 4);
        assertThat(batches)
                .allSatisfy(batch -> assertThat(batch.event().getBytes(UTF_8))
                        .hasSizeLessThanOrEqualTo(LambdaFunction.MAX_PAYLOAD_BYTES));
        assertThat(read(batches.getLast().event()).getRecords()).hasSize(4);
    }

    private static String single(Message message) {
        return SqsBatch.of(List.of(message), SETTINGS).getFirst().event();
    }

    private static SQSEvent read(String event) {
        return LambdaEventSerializers.serializerFor(SQSEvent.class, SqsBatchTest.class.getClassLoader())
                .fromJson(new ByteArrayInputStream(event.getBytes(UTF_8)));
    }

    private static Message.Builder message(String body) {
        return Message.builder()
                .messageId("059f36b4-87a3-44ab-83d2-661975830a7d")
                .receiptHandle("AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a")
                .body(body)
                .md5OfBody("098f6bcd4621d373cade4e832627b4f6");
    }
}
