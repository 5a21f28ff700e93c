package io.continuum.webhooks.lambda.dynamodb;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
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
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A client that counts calls and the units that DynamoDB says they took. Not thread-safe. */
final class MeteredDynamo implements DynamoDbClient {
    private static final ReturnConsumedCapacity TOTAL = ReturnConsumedCapacity.TOTAL;

    private final DynamoDbClient client;
    private double units;
    private int calls;

    MeteredDynamo(DynamoDbClient client) {
        this.client = client;
    }

    /** What something took: units are of reads or of writes, whichever it was. */
    record Used(int calls, double units) {}

    /** Returns what was used since it was last asked. */
    Used used() {
        Used used = new Used(calls, units);
        calls = 0;
        units = 0;
        return used;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        GetItemResponse response =
                client.getItem(request.toBuilder().returnConsumedCapacity(TOTAL).build());
        count(List.of(response.consumedCapacity()));
        return response;
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        QueryResponse response =
                client.query(request.toBuilder().returnConsumedCapacity(TOTAL).build());
        count(List.of(response.consumedCapacity()));
        return response;
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        BatchGetItemResponse response = client.batchGetItem(
                request.toBuilder().returnConsumedCapacity(TOTAL).build());
        count(response.consumedCapacity());
        return response;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        PutItemResponse response =
                client.putItem(request.toBuilder().returnConsumedCapacity(TOTAL).build());
        count(List.of(response.consumedCapacity()));
        return response;
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        UpdateItemResponse response = client.updateItem(
                request.toBuilder().returnConsumedCapacity(TOTAL).build());
        count(List.of(response.consumedCapacity()));
        return response;
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        DeleteItemResponse response = client.deleteItem(
                request.toBuilder().returnConsumedCapacity(TOTAL).build());
        count(List.of(response.consumedCapacity()));
        return response;
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        TransactWriteItemsResponse response = client.transactWriteItems(
                request.toBuilder().returnConsumedCapacity(TOTAL).build());
        count(response.consumedCapacity());
        return response;
    }

    private void count(List<ConsumedCapacity> consumed) {
        calls++;
        consumed.forEach(one -> units += one.capacityUnits());
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
