package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.tenant.Authenticate;
import io.continuum.webhooks.core.tenant.Principal;
import io.continuum.webhooks.lambda.api.gateway.Request;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the key in a request, and whose it is. Thread-safe. */
final class Authenticator {
    private static final String BEARER = "bearer ";

    private final Authenticate authenticate;

    Authenticator(Authenticate authenticate) {
        this.authenticate = authenticate;
    }

    /** Returns the caller, who must have a key. */
    Result<Principal> caller(Request request) {
        return callerIfAny(request)
                .then(caller -> caller.map(Result::ok)
                        .orElseGet(() -> Result.refused(Refusal.of(
                                ErrorCode.MISSING_KEY,
                                "Send a key as `Authorization: Bearer <key>` or as `X-API-Key: <key>`."))));
    }

    /** Returns the caller, empty without a key; a key that is no good is refused all the same. */
    Result<Optional<Principal>> callerIfAny(Request request) {
        Set<String> keys = keys(request);
        if (keys.isEmpty()) {
            return Result.ok(Optional.empty());
        }
        Optional<Principal> caller = keys.size() > 1
                ? Optional.empty()
                : authenticate.authenticate(keys.iterator().next());
        return caller.isPresent() ? Result.ok(caller) : Result.refused(invalid(keys.size()));
    }

    private static Refusal invalid(int keys) {
        String detail = keys > 1
                ? "The request has two keys that differ; send one."
                : "The key is unknown, revoked or expired; use another one.";
        return Refusal.of(ErrorCode.INVALID_KEY, detail);
    }

    /** Returns what stands behind Bearer. Other schemes are somebody else's: a proxy before us may use them. */
    static Stream<String> bearers(Request request) {
        return request.header("Authorization").stream()
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    private static Set<String> keys(Request request) {
        Set<String> keys = new LinkedHashSet<>();
        bearers(request).forEach(keys::add);
        for (String value : request.header("X-API-Key")) {
            keys.add(value.strip());
        }
        keys.remove("");
        return keys;
    }
}
