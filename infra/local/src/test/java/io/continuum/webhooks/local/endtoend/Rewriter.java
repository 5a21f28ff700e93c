package io.continuum.webhooks.local.endtoend;

import static io.continuum.webhooks.local.endtoend.RewritingLimit.ASTRAL_KEYS;
import static io.continuum.webhooks.local.endtoend.RewritingLimit.BIG_INTEGERS;
import static io.continuum.webhooks.local.endtoend.RewritingLimit.INDEX_KEYS;
import static io.continuum.webhooks.local.endtoend.RewritingLimit.NOT_ASCII;
import static io.continuum.webhooks.local.endtoend.RewritingLimit.SMALL_NUMBERS;

import java.util.EnumSet;
import java.util.Set;

/** How receivers parse a body and write it again before they verify it, and what that does not preserve. */
enum Rewriter {
    PYTHON(
            Judge.PYTHON,
            "Python `json.dumps(…, sort_keys=True, separators=(\",\", \":\"))`",
            Set.of(SMALL_NUMBERS, NOT_ASCII),
            Set.of(INDEX_KEYS)),
    PYTHON_UTF8(
            Judge.PYTHON,
            "Python, the same with `ensure_ascii=False`",
            Set.of(SMALL_NUMBERS, ASTRAL_KEYS),
            Set.of(INDEX_KEYS)),
    PYTHON_PARSED(
            Judge.PYTHON,
            "Python, the same without `sort_keys` (as `verify_webhook.py` does)",
            Set.of(SMALL_NUMBERS),
            Set.of()),
    JAVASCRIPT(Judge.JAVASCRIPT, "JavaScript `JSON.stringify(JSON.parse(body))`", Set.of(BIG_INTEGERS), Set.of());

    private final Judge judge;
    private final String documented;
    private final Set<RewritingLimit> always;
    private final Set<RewritingLimit> inLanonasis;

    Rewriter(Judge judge, String documented, Set<RewritingLimit> always, Set<RewritingLimit> inLanonasis) {
        this.judge = judge;
        this.documented = documented;
        this.always = always;
        this.inLanonasis = inLanonasis;
    }

    /** Returns who answers for it. */
    Judge judge() {
        return judge;
    }

    /** Returns how docs/formats.md calls it. */
    String documented() {
        return documented;
    }

    /** Returns what makes it write another body of that format than it got, and nothing else does. */
    Set<RewritingLimit> limits(String format) {
        Set<RewritingLimit> limits = EnumSet.copyOf(always);
        if (format.equals("lanonasis")) {
            limits.addAll(inLanonasis);
        } else if (judge == Judge.JAVASCRIPT) {
            limits.add(INDEX_KEYS);
        }
        return limits;
    }
}
