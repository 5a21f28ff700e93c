package io.continuum.webhooks.local.differences;

import io.continuum.webhooks.lambda.AwsClients;
import java.util.UUID;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Asks one thing whose answer AWS documents. Makes what it needs, under names of its own. */
@FunctionalInterface
interface Probe {
    /** Returns whether the answer is AWS's. */
    boolean isLikeAws(AwsClients aws);

    /** Returns whether {@code call} is refused, by whatever code. */
    static boolean refused(Runnable call) {
        return refused(AwsServiceException.class, call);
    }

    /** Returns whether {@code call} is refused as {@code type}; a refusal of another type is none. */
    static boolean refused(Class<? extends AwsServiceException> type, Runnable call) {
        try {
            call.run();
            return false;
        } catch (AwsServiceException e) {
            // 5xx is a breakdown of the implementation, not its opinion.
            return type.isInstance(e) && e.statusCode() < 500;
        }
    }

    /** Returns whether {@code call} is answered, and not with a refusal. */
    static boolean accepted(Runnable call) {
        try {
            call.run();
            return true;
        } catch (SdkException e) {
            return false;
        }
    }

    static String name() {
        return "probe-" + UUID.randomUUID();
    }
}
