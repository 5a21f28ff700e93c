package io.continuum.webhooks.lambda.schema;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions that give up. Java's engine tries all ways to match, of which a bad pattern has more than anyone
 * can wait for; it reads its text by {@code charAt} only, so counting these calls bounds its time.
 */
final class PatternBudget {
    /** Characters that the patterns of one check may look at: about 50 ms. The largest string has 262,144. */
    static final int STEPS = 5_000_000;

    private static final ScopedValue<PatternBudget> CURRENT = ScopedValue.newInstance();

    private int left = STEPS;

    private PatternBudget() {}

    /** The patterns of a check looked at more than {@link #STEPS} characters. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("patterns take too long", null, false, false);
        }
    }

    /**
     * Runs {@code check} with a budget of its own.
     *
     * @throws Exhausted if its patterns need more
     */
    static void run(Runnable check) {
        ScopedValue.where(CURRENT, new PatternBudget()).run(check);
    }

    /** Makes patterns as JSON Schema means them: they may match anywhere in the text. */
    static RegularExpressionFactory factory() {
        return regex -> {
            Pattern pattern = Pattern.compile(regex);
            return (RegularExpression)
                    text -> pattern.matcher(new Counted(text)).find();
        };
    }

    static boolean isPattern(String regex) {
        try {
            Pattern.compile(regex);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private void step() {
        if (--left < 0) {
            throw new Exhausted();
        }
    }

    /** Text that takes from the budget with every look at it. */
    private record Counted(CharSequence text) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            CURRENT.get().step();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
