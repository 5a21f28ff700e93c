package io.continuum.webhooks.lambda.dynamodb;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A client that counts calls and the units that DynamoDB says they took. Thread-safe. */
final class MeteredDynamo implements DynamoDbClient {
    private static final ReturnConsumedCapacity TOTAL = ReturnConsumedCapacity.TOTAL;

    private final DynamoDbClient client;
    private final Map<String, Integer> operations = new TreeMap<>();
    private double reads;
    private double writes;

    MeteredDynamo(DynamoDbClient client) {
        this.client = client;
    }

    /** What something took: units are of reads or of writes, whichever it was. */
    record Used(int calls, double units) {}

    /**
     * What something took.
     *
     * @param operations calls by their operation, refused ones included
     * @param reads units of reads
     * @param writes units of writes
     */
    record Tally(Map<String, Integer> operations, double reads, double writes) {}

    /** Returns what was used since it was last asked. */
    Used used() {
        Tally tally = tally();
        return new Used(
                tally.operations().values().stream().mapToInt(Integer::intValue).sum(), tally.reads() + tally.writes());
    }

    /** Returns what was used since it was last asked, read and written apart. */
    synchronized Tally tally() {
        Tally tally = new Tally(new TreeMap<>(operations), reads, writes);
        operations.clear();
        reads = 0;
        writes = 0;
        return tally;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        called("GetItem");
        GetItemResponse response =
                client.getItem(request.toBuilder().returnConsumedCapacity(TOTAL).build());
        read(List.of(response.consumedCapacity()));
        return response;
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        called("Query");
        QueryResponse response =
                client.query(request.toBuilder().returnConsumedCapacity(TOTAL).build());
        read(List.of(response.consumedCapacity()));
        return response;
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        called("BatchGetItem");
        BatchGetItemResponse response = client.batchGetItem(
                request.toBuilder().returnConsumedCapacity(TOTAL).build());
        read(response.consumedCapacity());
        return response;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        called("PutItem");
        PutItemResponse response = counted(() ->
                client.putItem(request.toBuilder().returnConsumedCapacity(TOTAL).build()));
        written(List.of(response.consumedCapacity()));
        return response;
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        called("UpdateItem");
        UpdateItemResponse response = counted(() -> client.updateItem(
                request.toBuilder().returnConsumedCapacity(TOTAL).build()));
        written(List.of(response.consumedCapacity()));
        return response;
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        called("DeleteItem");
        DeleteItemResponse response = counted(() -> client.deleteItem(
                request.toBuilder().returnConsumedCapacity(TOTAL).build()));
        written(List.of(response.consumedCapacity()));
        return response;
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        called("TransactWriteItems");
        TransactWriteItemsResponse response = client.transactWriteItems(
                request.toBuilder().returnConsumedCapacity(TOTAL).build());
        written(response.consumedCapacity());
        return response;
    }

    @Override
    public ScanResponse scan(ScanRequest request) {
        called("Scan");
        ScanResponse response =
                client.scan(request.toBuilder().returnConsumedCapacity(TOTAL).build());
        read(List.of(response.consumedCapacity()));
        return response;
    }

    /** A write that its condition refuses takes a unit for each KB of the item that is there: none here has more than one. */
    private <T> T counted(Supplier<T> write) {
        try {
            return write.get();
        } catch (ConditionalCheckFailedException e) {
            refused();
            throw e;
        }
    }

    private synchronized void refused() {
        writes++;
    }

    private synchronized void called(String operation) {
        operations.merge(operation, 1, Integer::sum);
    }

    private synchronized void read(List<ConsumedCapacity> consumed) {
        reads += units(consumed);
    }

    private synchronized void written(List<ConsumedCapacity> consumed) {
        writes += units(consumed);
    }

    private static double units(List<ConsumedCapacity> consumed) {
        return consumed.stream().mapToDouble(ConsumedCapacity::capacityUnits).sum();
    }

    @Override
    public String serviceName() {
        return client.serviceName();
    }

    @Override
    public void close() {
        // The engine is everybody's.
    }
}
