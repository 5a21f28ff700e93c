/** What examples/JavaReceiver.java keeps. */
public final class CheckInbox {
    public static void main(String[] args) {
        JavaReceiver.Inbox inbox = new JavaReceiver.Inbox();
        for (int n = 0; n < JavaReceiver.Inbox.MOST; n++) {
            expect(inbox, Integer.toString(n), JavaReceiver.Inbox.Outcome.RECEIVED);
        }
        expect(inbox, "0", JavaReceiver.Inbox.Outcome.DUPLICATE);
        expect(inbox, "one more", JavaReceiver.Inbox.Outcome.RECEIVED);
        expect(inbox, "1", JavaReceiver.Inbox.Outcome.DUPLICATE);
        expect(inbox, "0", JavaReceiver.Inbox.Outcome.RECEIVED);
    }

    private static void expect(JavaReceiver.Inbox inbox, String id, JavaReceiver.Inbox.Outcome expected) {
        JavaReceiver.Inbox.Outcome outcome = inbox.once(id, () -> {});
        if (outcome != expected) {
            throw new AssertionError(id + " is " + outcome);
        }
    }
}
