package io.continuum.webhooks.local.process;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Holds a data folder until it is killed. */
final class DataDirHolder {
    private DataDirHolder() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (var _ = DataDir.open(Path.of(arguments[0]), 1)) {
            System.out.println("open");
            new CountDownLatch(1).await();
        }
    }
}
