package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.brainbot.BrainBotSettings;
import io.continuum.webhooks.core.brainbot.EnvironmentWebhook;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.tenant.Dialect;
import io.continuum.webhooks.core.tenant.Principal;
import io.continuum.webhooks.core.tenant.Scope;
import io.continuum.webhooks.lambda.api.gateway.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/**
 * Tells who calls markdown-brain-bot's endpoints: whoever has its token, or a key that may write webhooks; on a
 * developer's machine also whoever is on it, as long as no token is set. Thread-safe.
 */
final class MemoryCallers {
    /** Who calls with the token. */
    private static final Principal TOKEN_HOLDER =
            new Principal(EnvironmentWebhook.TENANT, Dialect.CONTINUUM, Set.of(Scope.WEBHOOKS_WRITE));

    private final Api.Memory memory;
    private final Authenticator authenticator;

    MemoryCallers(Api.Memory memory, Authenticator authenticator) {
        this.memory = memory;
        this.authenticator = authenticator;
    }

    /** Returns the caller, or why there is none. A key that is no good is refused even on this machine. */
    Result<Principal> caller(Request request) {
        BrainBotSettings settings = memory.settings().get();
        String token = settings.token();
        if (token != null && Authenticator.bearers(request).anyMatch(given -> same(given, token))) {
            return Result.ok(TOKEN_HOLDER);
        }
        return authenticator.callerIfAny(request).then(known -> {
            if (known.isPresent()) {
                return scoped(known.get());
            }
            boolean trusted = token == null && memory.trustLoopback() && request.fromLoopback();
            return trusted ? Result.ok(TOKEN_HOLDER) : Result.refused(missing());
        });
    }

    private static Result<Principal> scoped(Principal caller) {
        return Optional.of(caller)
                .filter(known -> known.has(Scope.WEBHOOKS_WRITE))
                .map(Result::ok)
                .orElseGet(() -> Result.refused(Guard.lacking(Scope.WEBHOOKS_WRITE)));
    }

    private static Refusal missing() {
        return Refusal.of(
                ErrorCode.MISSING_KEY,
                "Send `Authorization: Bearer <MEM0_WEBHOOK_TOKEN>`, or a key with the scope `webhooks:write`.");
    }

    /** Takes the same time wherever the first difference is. */
    private static boolean same(String given, String token) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
