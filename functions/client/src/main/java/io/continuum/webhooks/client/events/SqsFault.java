package io.continuum.webhooks.client.events;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * Why SQS did not take a message or a call, and what that means. Only what is about one message is ever final: credentials
 * are renewed, permissions and keys are mended and throttling ends, and until then no event must be lost for it.
 *
 * @param code the queue's own code without its namespace, such as {@code ExpiredToken}, or the exception's class
 * @param message the queue's words
 * @param meaning what is to be done
 */
record SqsFault(String code, String message, Meaning meaning) {
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;

    /** About what is in a message, or in one too many of them. Source: SQS API Reference, SendMessage(Batch) and Common Errors. */
    private static final Set<String> CONTENT = Set.of(
            "BatchRequestTooLong",
            "InvalidMessageContents",
            "InvalidParameterValue",
            "MessageTooLong",
            "RequestEntityTooLarge");

    /**
     * About the caller, the queue or its key, though they are answered with 400 and as the sender's fault. Source: as above,
     * and the errors that the SDK itself knows as throttling and clock skew.
     */
    private static final Set<String> CIRCUMSTANCES = Set.of(
            "AccessDenied",
            "AuthFailure",
            "ExpiredToken",
            "IncompleteSignature",
            "InvalidAccessKeyId",
            "InvalidAddress",
            "InvalidClientTokenId",
            "InvalidSecurity",
            "InvalidSignature",
            "KmsAccessDenied",
            "KmsDisabled",
            "KmsInvalidKeyUsage",
            "KmsInvalidState",
            "KmsNotFound",
            "KmsOptInRequired",
            "KmsThrottled",
            "MissingAuthenticationToken",
            "NonExistentQueue",
            "NotAuthorized",
            "OptInRequired",
            "OverLimit",
            "QueueDeletedRecently",
            "QueueDoesNotExist",
            "RequestAborted",
            "RequestExpired",
            "RequestInTheFuture",
            "RequestLimitExceeded",
            "RequestThrottled",
            "RequestTimeTooSkewed",
            "RequestTimeout",
            "SignatureDoesNotMatch",
            "SlowDown",
            "Throttled",
            "Throttling",
            "TokenRefreshRequired",
            "TooManyRequests",
            "UnrecognizedClient");

    /** What a fault means for what was sent. */
    enum Meaning {
        /** Another try may succeed: the fault lies with the service, the way there, the credentials or the queue. */
        AGAIN,
        /** The fault is a message's: alone it is final, and in a call of several each is to be sent apart. */
        CONTENT,
        /** Nobody knows: sent apart it may concern one message only; alone it is tried again. */
        UNKNOWN
    }

    /** Judges one entry of a call that else succeeded. */
    static SqsFault of(BatchResultErrorEntry entry) {
        String code = plain(entry.code());
        boolean content = Boolean.TRUE.equals(entry.senderFault()) && !CIRCUMSTANCES.contains(code);
        return new SqsFault(code, String.valueOf(entry.message()), content ? Meaning.CONTENT : Meaning.AGAIN);
    }

    /** Judges a call that was answered with an error. */
    static SqsFault of(SqsException error) {
        AwsErrorDetails details = error.awsErrorDetails();
        String code = plain(details == null ? null : details.errorCode());
        return new SqsFault(code, String.valueOf(error.getMessage()), meaning(error, code));
    }

    /** Judges a call without an answer: no route, no credentials to be had, a closed client, no memory. */
    static SqsFault of(Throwable error) {
        return new SqsFault(error.getClass().getSimpleName(), error.toString(), Meaning.AGAIN);
    }

    private static Meaning meaning(SqsException error, String code) {
        if (error.isThrottlingException() || error.isClockSkewException() || CIRCUMSTANCES.contains(code)) {
            return Meaning.AGAIN;
        }
        if (CONTENT.contains(code) || error.statusCode() == TOO_LARGE) {
            return Meaning.CONTENT;
        }
        // Statuses such as 401, 403, 404, 408 and 429 speak of the caller and the queue, 5xx of the service.
        return error.statusCode() == BAD_REQUEST ? Meaning.UNKNOWN : Meaning.AGAIN;
    }

    /** {@code AWS.SimpleQueueService.NonExistentQueue}, {@code com.amazonaws.sqs#RequestThrottled}, {@code …Exception}. */
    private static String plain(@Nullable String code) {
        if (code == null || code.isEmpty()) {
            return "unknown";
        }
        String name = code.substring(Math.max(code.lastIndexOf('.'), code.lastIndexOf('#')) + 1);
        return name.endsWith("Exception") ? name.substring(0, name.length() - "Exception".length()) : name;
    }
}
