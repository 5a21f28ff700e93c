package io.continuum.webhooks.cdk.operations;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.logs.CfnQueryDefinition;
import software.constructs.Construct;

/** The saved queries of a stage, in a folder of its name. They cost nothing until they run: 0.005 USD per GB read. */
final class SavedQueries extends Construct {
    private SavedQueries(Construct scope, String id) {
        super(scope, id);
    }

    static void add(Construct scope, String stage, Watched.Functions functions) {
        SavedQueries queries = new SavedQueries(scope, "Queries");
        List<String> delivery = List.of(functions.delivery().logs().getLogGroupName());
        List<String> all = Stream.of(functions.delivery(), functions.maintenance(), functions.api())
                .map(function -> function.logs().getLogGroupName())
                .toList();
        for (SavedQuery query : SavedQuery.all()) {
            CfnQueryDefinition.Builder.create(queries, query.name().replaceAll("[^A-Za-z]", ""))
                    .name("Webhooks-" + stage + "/" + query.name())
                    .queryString(query.text())
                    .logGroupNames(query.everywhere() ? all : delivery)
                    .build();
        }
    }
}
