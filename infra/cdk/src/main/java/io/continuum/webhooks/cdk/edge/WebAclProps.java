package io.continuum.webhooks.cdk.edge;

import software.amazon.awscdk.services.apigateway.Stage;

/**
 * What a {@link WebAcl} is made of.
 *
 * @param stage of the deployment: a part of the names of its metrics
 * @param protectedStage of the REST API
 * @param requestsInFiveMinutes how many one address may make, from 10 to 2,000,000,000 (WAF's own range)
 */
public record WebAclProps(String stage, Stage protectedStage, int requestsInFiveMinutes) {
    /** 200 a second from one address: a busy producer is let through, a flood is not. */
    public static final int USUAL_REQUESTS = 60_000;

    private static final int LEAST = 10;
    private static final int MOST = 2_000_000_000;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it is left
     */
    public WebAclProps {
        if (requestsInFiveMinutes < LEAST || requestsInFiveMinutes > MOST) {
            throw new IllegalArgumentException("requestsInFiveMinutes must be from %d to %d".formatted(LEAST, MOST));
        }
    }

    /** The usual limit. */
    public WebAclProps(String stage, Stage protectedStage) {
        this(stage, protectedStage, USUAL_REQUESTS);
    }
}
