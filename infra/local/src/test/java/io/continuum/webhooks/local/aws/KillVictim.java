package io.continuum.webhooks.local.aws;

import java.nio.file.Path;

/** Writes items and messages and prints the number of each pair that both engines have acknowledged, until killed. */
final class KillVictim {
    static final String QUEUE = "victims";

    private KillVictim() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        var dynamoDb = EmbeddedDynamoDb.at(folder.resolve("dynamodb.db")).client();
        var sqs = EmbeddedSqs.at(folder.resolve("sqs"), 0).client();
        TestTable.create(dynamoDb);
        String url = sqs.createQueue(queue -> queue.queueName(QUEUE)).queueUrl();
        for (int number = 0; ; number++) {
            String id = Integer.toString(number);
            boolean delayed = number % 2 == 1;
            TestTable.put(dynamoDb, id);
            sqs.sendMessage(message -> message.queueUrl(url).messageBody(id).delaySeconds(delayed ? 1 : 0));
            System.out.println(id);
        }
    }
}
