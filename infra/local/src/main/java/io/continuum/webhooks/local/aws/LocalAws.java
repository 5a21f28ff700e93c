package io.continuum.webhooks.local.aws;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The account that the embedded engines pretend to be, and clients for it. */
public final class LocalAws {
    /** The region in every local ARN. */
    public static final Region REGION = Region.US_EAST_1;

    /** The account in every local ARN and queue URL; the one LocalStack uses too. */
    public static final String ACCOUNT = "000000000000";

    /** Long polls hold a connection each, so the SDK's 50 would starve the senders. */
    private static final int MAX_CONNECTIONS = 400;

    private LocalAws() {}

    /** Answers credentials that no AWS account accepts; the embedded engines do not look at them. */
    public static AwsCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    }

    /** Makes a client of an embedded SQS; the caller closes it. */
    public static SqsClient sqsClient(URI endpoint) {
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(credentials())
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(MAX_CONNECTIONS))
                .build();
    }

    /** Answers the ARN of a local queue. */
    public static String queueArn(String queueName) {
        return "arn:aws:sqs:%s:%s:%s".formatted(REGION.id(), ACCOUNT, queueName);
    }
}
