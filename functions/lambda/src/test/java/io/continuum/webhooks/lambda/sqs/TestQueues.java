package io.continuum.webhooks.lambda.sqs;

import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.scaladsl.Http;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** An ElasticMQ in this process, one for all tests; each test makes queues of its own. */
final class TestQueues {
    private TestQueues() {}

    /** Started when it is first asked for; it ends with the JVM. */
    private static final class Server {
        static final URI ENDPOINT = start();

        private static URI start() {
            var config = ConfigFactory.parseString("""
                    pekko {
                      loggers = []
                      loglevel = OFF
                      stdout-loglevel = OFF
                      daemonic = on
                      jvm-shutdown-hooks = off
                    }
                    """)
                    .withFallback(ConfigFactory.load(SQSRestServerBuilder.class.getClassLoader()));
            Http.ServerBinding server = SQSRestServerBuilder.withInterface("127.0.0.1")
                    .withActorSystem(ActorSystem.create("elasticmq", config))
                    .withPort(0)
                    .withServerAddress(new NodeAddress("http", "*", 0, ""))
                    .start()
                    .waitUntilStarted();
            return URI.create("http://127.0.0.1:" + server.localAddress().getPort());
        }
    }

    /** Returns a client whose calls go through those interceptors too. */
    static SqsClient client(ExecutionInterceptor... interceptors) {
        return SqsClient.builder()
                .endpointOverride(Server.ENDPOINT)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(Apache5HttpClient.builder())
                .overrideConfiguration(override -> List.of(interceptors).forEach(override::addExecutionInterceptor))
                .build();
    }

    /** Makes a queue that nobody else has; returns its URL. */
    static String create(SqsClient sqs) {
        return sqs.createQueue(request -> request.queueName("q-" + UUID.randomUUID()))
                .queueUrl();
    }

    /** Takes all messages that are visible now. */
    static List<Message> receive(SqsClient sqs, String url) {
        List<Message> received = new ArrayList<>();
        while (visible(sqs, url) > 0) {
            received.addAll(sqs.receiveMessage(request -> request.queueUrl(url)
                            .maxNumberOfMessages(10)
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .messages());
        }
        return received;
    }

    private static int visible(SqsClient sqs, String url) {
        var name = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
        String count = sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(name))
                .attributes()
                .get(name);
        return count == null ? 0 : Integer.parseInt(count);
    }
}
