package io.continuum.webhooks.local.ledger;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * How often calls to the services meet a fault: shares from 0 to 1 of the calls, the SDK's repetitions included.
 *
 * @param tableThrottles DynamoDB refuses with its own error of throttling
 * @param throttles DynamoDB, SQS or Secrets Manager refuses with its own error of throttling
 * @param errors the service answers 500
 * @param lost the call is done, its answer never comes
 * @param delays the call takes up to half a second more
 * @param copies a batch of received messages is handed out once more, as if by a server of SQS that was away
 */
record FaultRates(double tableThrottles, double throttles, double errors, double lost, double delays, double copies) {
    static final FaultRates NONE = new FaultRates(0, 0, 0, 0, 0, 0);

    /** Returns them as one option of a JVM. */
    String asText() {
        return DoubleStream.of(tableThrottles, throttles, errors, lost, delays, copies)
                .mapToObj(Double::toString)
                .collect(Collectors.joining(","));
    }

    /** Reads what {@link #asText} wrote. */
    static FaultRates parse(String text) {
        double[] rates = Arrays.stream(text.split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new FaultRates(rates[0], rates[1], rates[2], rates[3], rates[4], rates[5]);
    }
}
