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
    PYTHON(Judge.PYTHON, "Python `json.dumps(…, sort_keys=True, separators=(\",\", \":\"))`"),
    PYTHON_UTF8(Judge.PYTHON, "Python, the same with `ensure_ascii=False`"),
    PYTHON_PARSED(Judge.PYTHON, "Python, the same without `sort_keys` (as `verify_webhook.py` does)"),
    JAVASCRIPT(Judge.JAVASCRIPT, "JavaScript `JSON.stringify(JSON.parse(body))`");

    private final Judge judge;
    private final String documented;

    Rewriter(Judge judge, String documented) {
        this.judge = judge;
        this.documented = documented;
    }

    /** Returns who answers for it. */
    Judge judge() {
        return judge;
    }

    /** Returns how docs/formats.md calls it. */
    String documented() {
        return documented;
    }

    /** Returns what makes it write another body of that format than it got, and nothing else does; a new set. */
    Set<RewritingLimit> limits(String format) {
        Set<RewritingLimit> limits = switch (this) {
            case PYTHON -> EnumSet.of(SMALL_NUMBERS, NOT_ASCII);
            case PYTHON_UTF8 -> EnumSet.of(SMALL_NUMBERS, ASTRAL_KEYS);
            case PYTHON_PARSED -> EnumSet.of(SMALL_NUMBERS);
            case JAVASCRIPT -> EnumSet.of(BIG_INTEGERS);
        };
        if (sortsOtherwise(format)) {
            limits.add(INDEX_KEYS);
        }
        return limits;
    }

    /** Python sorts numbers as text, JavaScript counts them; the body of {@code lanonasis} has them counted. */
    private boolean sortsOtherwise(String format) {
        boolean counted = format.equals("lanonasis");
        return switch (this) {
            case PYTHON, PYTHON_UTF8 -> counted;
            case PYTHON_PARSED -> false;
            case JAVASCRIPT -> !counted;
        };
    }
}
