package io.continuum.webhooks.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DataDirTest {
    @TempDir
    Path temporary;

    @Test
    void a_new_folder_is_made_for_its_owner_only() throws Exception {
        Path folder = temporary.resolve("a/b");
        DataDir.open(folder, 1).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void it_can_be_opened_again_when_it_was_closed() {
        DataDir.open(temporary, 1).close();

        try (var again = DataDir.open(temporary, 1)) {
            assertThat(again.resolve("dynamodb.db")).isEqualTo(temporary.resolve("dynamodb.db"));
        }
    }

    @Test
    void it_can_be_opened_when_it_holds_data() throws Exception {
        try (var first = DataDir.open(temporary, 1)) {
            Files.writeString(first.resolve("dynamodb.db"), "data");
        }
        try (var again = DataDir.open(temporary, 1)) {
            assertThat(again.resolve("dynamodb.db")).hasContent("data");
        }
    }

    @Test
    void a_kill_before_the_format_was_written_does_no_harm() throws Exception {
        Files.createFile(temporary.resolve("lock"));
        Files.writeString(temporary.resolve("format.new"), "");

        DataDir.open(temporary, 1).close();
        assertThat(temporary.resolve("format")).hasContent("1");
    }

    @Test
    void one_that_is_open_in_this_process_is_refused() {
        try (var _ = DataDir.open(temporary, 1)) {
            refused(() -> DataDir.open(temporary, 1), "is in use by another process");
        }
    }

    @Test
    @Timeout(60)
    void one_that_is_open_in_another_process_is_refused_until_that_is_killed() throws Exception {
        Process holder = ChildJvm.start(DataDirHolder.class, temporary.toString());
        try (var lines = holder.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("open");
            refused(() -> DataDir.open(temporary, 1), "is in use by another process");
            holder.toHandle().destroyForcibly();
            holder.waitFor();

            DataDir.open(temporary, 1).close();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void a_file_is_refused() throws Exception {
        Path file = Files.createFile(temporary.resolve("file"));

        refused(() -> DataDir.open(file, 1), "is a file");
    }

    @Test
    void a_folder_below_a_file_is_refused() throws Exception {
        Path file = Files.createFile(temporary.resolve("file"));

        refused(() -> DataDir.open(file.resolve("folder"), 1), "is not writable");
    }

    @Test
    void a_place_that_cannot_be_written_is_refused() {
        Path kernel = Path.of("/proc/continuum");
        assumeThat(kernel.getParent()).isDirectory();

        refused(() -> DataDir.open(kernel, 1), "is not writable");
    }

    @Test
    void a_folder_with_other_files_is_refused_and_left_alone() throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(temporary.resolve("thesis.txt"));

        refused(() -> DataDir.open(temporary, 1), "holds other files");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)))
                .isEqualTo("rwxr-xr-x");
        assertThat(temporary.toFile().list()).containsExactly("thesis.txt");
    }

    @Test
    void an_older_format_is_refused() {
        DataDir.open(temporary, 1).close();

        refused(() -> DataDir.open(temporary, 2), "old format 1, this program needs 2");
    }

    @Test
    void a_newer_format_is_refused() {
        DataDir.open(temporary, 2).close();

        refused(() -> DataDir.open(temporary, 1), "newer format 2, this program knows 1");
    }

    @Test
    void an_unreadable_format_is_refused() throws Exception {
        Files.writeString(temporary.resolve("format"), "one\n");

        refused(() -> DataDir.open(temporary, 1), "unreadable `format` file");
    }

    @Test
    void a_refusal_does_not_keep_the_lock() {
        DataDir.open(temporary, 1).close();
        refused(() -> DataDir.open(temporary, 2), "old format");

        DataDir.open(temporary, 1).close();
    }

    private static void refused(ThrowingCallable opening, String why) {
        assertThatThrownBy(opening)
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("DATA_DIR /")
                .hasMessageContaining(why)
                .message()
                .hasLineCount(1);
    }
}
