import java.time.Duration;
import java.time.Instant;

/** What examples/JavaReceiver.java keeps, and for how long. */
public final class CheckInbox {
    private static Instant now = Instant.parse("2026-01-01T00:00:00Z");

    public static void main(String[] args) {
        theOldestAreForgottenBeyondTheMost();
        anIdIsKeptForAsLongAsItComesAgain();
    }

    private static void theOldestAreForgottenBeyondTheMost() {
        JavaReceiver.Inbox inbox = new JavaReceiver.Inbox(() -> now);
        for (int n = 0; n < 100_000; n++) {
            expect(inbox, Integer.toString(n), JavaReceiver.Inbox.Outcome.RECEIVED);
        }
        expect(inbox, "0", JavaReceiver.Inbox.Outcome.DUPLICATE);
        expect(inbox, "one more", JavaReceiver.Inbox.Outcome.RECEIVED);
        expect(inbox, "1", JavaReceiver.Inbox.Outcome.DUPLICATE);
        expect(inbox, "0", JavaReceiver.Inbox.Outcome.RECEIVED);
    }

    private static void anIdIsKeptForAsLongAsItComesAgain() {
        JavaReceiver.Inbox inbox = new JavaReceiver.Inbox(() -> now);
        expect(inbox, "a", JavaReceiver.Inbox.Outcome.RECEIVED);
        now = now.plus(Duration.ofDays(37));
        expect(inbox, "a", JavaReceiver.Inbox.Outcome.DUPLICATE);
        now = now.plusMillis(1);
        expect(inbox, "a", JavaReceiver.Inbox.Outcome.RECEIVED);
    }

    private static void expect(JavaReceiver.Inbox inbox, String id, JavaReceiver.Inbox.Outcome expected) {
        JavaReceiver.Inbox.Outcome outcome = inbox.once(id, () -> {});
        if (outcome != expected) {
            throw new AssertionError(id + " is " + outcome);
        }
    }
}
