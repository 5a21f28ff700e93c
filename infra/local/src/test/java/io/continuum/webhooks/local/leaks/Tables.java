package io.continuum.webhooks.local.leaks;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What is in the tables at the end of a run, whoever wrote it. */
public final class Tables {
    private Tables() {}

    /** Gives every attribute of every item of every table to {@code leaks}. */
    public static void readInto(Leaks leaks, DynamoDbClient client, String nameContains) {
        client.listTablesPaginator().tableNames().stream()
                .filter(table -> table.contains(nameContains))
                .forEach(table -> client.scanPaginator(request -> request.tableName(table))
                        .items()
                        .forEach(item ->
                                SdkTexts.in(item).forEach(text -> leaks.wrote("an item of the table " + table, text))));
    }
}
