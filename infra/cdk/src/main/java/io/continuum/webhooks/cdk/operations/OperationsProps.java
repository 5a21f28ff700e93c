package io.continuum.webhooks.cdk.operations;

/**
 * What {@link Operations} is made of.
 *
 * @param stage of the deployment: the dimension of its metrics, and a part of the names of what is made here
 * @param alarmEmail who is told of alarms; empty = nobody, until somebody subscribes to the topic
 * @param dashboard whether there is one
 * @param canary whether an event is published every five minutes to see that it is delivered
 * @param watched what is looked at
 */
public record OperationsProps(String stage, String alarmEmail, boolean dashboard, boolean canary, Watched watched) {}
