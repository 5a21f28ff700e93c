package io.continuum.webhooks.lambda.snapstart;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.continuum.webhooks.core.journal.Journal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;

/**
 * A handler that is primed before SnapStart takes the snapshot of its process: the first request after a restore finds
 * code that is loaded and compiled. Without SnapStart it is the handler and nothing else. As thread-safe as the handler.
 *
 * <p>CRaC's context refers to a resource weakly, so this is one object with the handler, which the function holds.
 */
public final class Primed implements RequestStreamHandler, Resource {
    private final RequestStreamHandler handler;
    private final Runnable priming;
    private final Journal journal;

    private Primed(RequestStreamHandler handler, Runnable priming, Journal journal) {
        this.handler = handler;
        this.priming = priming;
        this.journal = journal;
    }

    /**
     * Returns {@code handler}, primed.
     *
     * @param priming runs before the snapshot; what it throws is journaled and keeps nobody from anything
     */
    public static Primed of(RequestStreamHandler handler, Runnable priming, Journal journal) {
        Primed primed = new Primed(handler, priming, journal);
        Core.getGlobalContext().register(primed);
        return primed;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        handler.handleRequest(in, out, context);
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        try {
            priming.run();
        } catch (RuntimeException e) {
            // A snapshot that is not primed is slower; an exception here would end the deployment.
            journal.write(
                    Journal.Level.WARNING,
                    "snapshot.not_primed",
                    Map.of("exception", e.getClass().getName()));
        }
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        // Nothing to mend: priming leaves no connection, no cache and no random number behind, and the process itself
        // opens, reads and draws when it is first asked to.
    }
}
