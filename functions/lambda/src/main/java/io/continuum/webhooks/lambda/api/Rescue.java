package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.lambda.api.dialect.Presenter;
import io.continuum.webhooks.lambda.api.gateway.Request;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Turns what went wrong into an answer that says nothing about us, and into a line of the log. Thread-safe. */
final class Rescue {
    /** A throttled table or queue has room again after a moment. */
    private static final Duration COME_AGAIN = Duration.ofSeconds(2);

    /** Frames of a failure that go into the log: enough to find the line. */
    private static final int FRAMES = 8;

    private final Journal journal;

    Rescue(Journal journal) {
        this.journal = journal;
    }

    /** Returns what {@code action} answers, or a problem in the form of {@code presenter}. */
    Response answer(Request request, Presenter presenter, Supplier<Response> action) {
        try {
            return action.get();
        } catch (Unavailable e) {
            failed(Journal.Level.WARNING, "api.unavailable", request, e);
            String detail = "Repeat the request; nothing was done, or all of it may be done again.";
            return presenter.problem(new Refusal(ErrorCode.UNAVAILABLE, detail, List.of(), COME_AGAIN), request.path());
        } catch (RuntimeException e) {
            failed(Journal.Level.ERROR, "api.failed", request, e);
            String detail = "Report this with the value of the header X-Request-Id.";
            return presenter.problem(Refusal.of(ErrorCode.INTERNAL, detail), request.path());
        }
    }

    /** Messages stay out of the log: libraries quote what they could not read. */
    private void failed(Journal.Level level, String what, Request request, RuntimeException e) {
        Throwable cause = e.getCause();
        List<String> frames = Arrays.stream(e.getStackTrace())
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .toList();
        String service = e instanceof Unavailable ? String.valueOf(e.getMessage()) : "";
        journal.write(
                level,
                what,
                Map.of(
                        "request_id", request.id(),
                        "method", request.method(),
                        "exception", e.getClass().getName(),
                        "cause", cause == null ? "" : cause.getClass().getName(),
                        "service", service,
                        "at", String.join("; ", frames)));
    }
}
