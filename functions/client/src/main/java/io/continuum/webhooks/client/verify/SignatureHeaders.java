package io.continuum.webhooks.client.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Headers as HTTP servers hand them over: names in any case, each with its values. */
final class SignatureHeaders {
    private final Map<String, List<String>> all;

    SignatureHeaders(Map<String, List<String>> all) {
        this.all = all;
    }

    /** Returns the values of a header; empty if it is absent. */
    List<String> values(String name) {
        List<String> values = new ArrayList<>();
        all.forEach((key, given) -> {
            // The JDK's HttpURLConnection has the status line under null.
            if (name.equalsIgnoreCase(key)) {
                values.addAll(given);
            }
        });
        return values;
    }

    /** Returns the one value of a header. */
    String one(String name) throws Rejected {
        List<String> values = values(name);
        if (values.isEmpty()) {
            throw new Rejected(Verdict.Reason.MISSING_HEADER);
        }
        if (values.size() > 1) {
            throw new Rejected(Verdict.Reason.DUPLICATE_HEADER);
        }
        return values.get(0).strip();
    }

    /** A reason on its way to the verdict. */
    static final class Rejected extends Exception {
        private static final long serialVersionUID = 1L;
        private final Verdict.Reason reason;

        Rejected(Verdict.Reason reason) {
            super(reason.name(), null, false, false);
            this.reason = reason;
        }

        Verdict.Reason reason() {
            return reason;
        }
    }
}
