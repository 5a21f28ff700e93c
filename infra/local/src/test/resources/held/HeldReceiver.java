import java.util.Scanner;

/** examples/JavaReceiver.java with a handler that ends when, and as, a line on standard input says. */
public final class HeldReceiver {
    public static void main(String[] args) throws Exception {
        Scanner lines = new Scanner(System.in);
        JavaReceiver.start((type, event) -> {
            System.out.println("handling " + type);
            if (lines.nextLine().equals("fail")) {
                throw new IllegalStateException("as told");
            }
        });
    }
}
