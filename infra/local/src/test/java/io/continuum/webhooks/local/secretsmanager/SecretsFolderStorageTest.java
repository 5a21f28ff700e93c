package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.continuum.webhooks.local.secretsmanager.storage.FolderStorage;
import io.continuum.webhooks.local.secretsmanager.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.model.InternalServiceErrorException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

final class SecretsFolderStorageTest {
    @TempDir
    private Path parent;

    private Path folder;

    @BeforeEach
    void choose_a_folder_that_is_not_there() {
        folder = parent.resolve("data").resolve("secrets");
    }

    @Test
    void everything_survives_a_restart() {
        String arn;
        try (var secrets = LocalSecrets.in(folder)) {
            arn = secrets.client()
                    .createSecret(request -> request.name("team/a")
                            .description("what for")
                            .kmsKeyId("alias/mine")
                            .secretString("pässwörd 🔑")
                            .tags(LocalSecrets.tag("k", "v")))
                    .arn();
            secrets.put("team/a", "v2", "AWSPENDING", "blue");
            secrets.text("team/a");
            secrets.client()
                    .createSecret(
                            request -> request.name("binary").secretBinary(SdkBytes.fromByteArray(new byte[] {0, -1})));
            secrets.client().createSecret(request -> request.name("empty"));
        }

        try (var secrets = LocalSecrets.in(folder)) {
            var described = secrets.client().describeSecret(request -> request.secretId("team/a"));
            assertThat(described.arn()).isEqualTo(arn);
            assertThat(described.description()).isEqualTo("what for");
            assertThat(described.kmsKeyId()).isEqualTo("alias/mine");
            assertThat(described.tags()).hasSize(1);
            assertThat(described.createdDate()).isEqualTo(LocalSecrets.START);
            assertThat(described.lastAccessedDate()).isNotNull();
            assertThat(described.versionIdsToStages().values())
                    .containsExactlyInAnyOrder(List.of("AWSCURRENT"), List.of("AWSPENDING", "blue"));
            assertThat(secrets.text("team/a")).isEqualTo("pässwörd 🔑");
            assertThat(secrets.client()
                            .getSecretValue(request -> request.secretId("binary"))
                            .secretBinary()
                            .asByteArray())
                    .containsExactly(0, -1);
            assertThat(secrets.client().listSecrets().secretList()).hasSize(3);
        }
    }

    @Test
    void a_token_is_remembered_over_a_restart() {
        String token;
        try (var secrets = LocalSecrets.in(folder)) {
            token = secrets.create("a", "v1");
        }

        try (var secrets = LocalSecrets.in(folder)) {
            assertThat(secrets.client()
                            .createSecret(request ->
                                    request.name("a").secretString("v1").clientRequestToken(token))
                            .versionId())
                    .isEqualTo(token);
        }
    }

    @Test
    void deletions_survive_a_restart() {
        try (var secrets = LocalSecrets.in(folder)) {
            secrets.create("scheduled", "v1");
            secrets.create("forced", "v1");
            secrets.client().deleteSecret(request -> request.secretId("scheduled"));
            secrets.client().deleteSecret(request -> request.secretId("forced").forceDeleteWithoutRecovery(true));
        }

        try (var secrets = LocalSecrets.in(folder)) {
            assertThatThrownBy(() -> secrets.text("scheduled")).isInstanceOf(InvalidRequestException.class);
            assertThatThrownBy(() -> secrets.text("forced")).isInstanceOf(ResourceNotFoundException.class);
        }
    }

    @Test
    void a_secret_whose_recovery_window_ends_leaves_the_disk() throws Exception {
        try (var secrets = LocalSecrets.in(folder)) {
            secrets.create("a", "v1");
            secrets.client().deleteSecret(request -> request.secretId("a"));
            secrets.create("b", "v1");
            secrets.client().deleteSecret(request -> request.secretId("b").recoveryWindowInDays(7L));
            assertThat(secretFiles()).hasSize(2);

            secrets.advance(Duration.ofDays(7));
            secrets.client().listSecrets();
            assertThat(secretFiles()).hasSize(1);
        }

        LocalSecrets.in(folder, LocalSecrets.START.plus(Duration.ofDays(30))).close();
        assertThat(secretFiles()).isEmpty();
    }

    @Test
    void only_the_owner_can_read_the_folder_and_its_files() throws Exception {
        try (var secrets = LocalSecrets.in(folder)) {
            secrets.create("a", "v1");
            secrets.put("a", "v2");

            assertThat(mode(folder)).isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files)
                        .isNotEmpty()
                        .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void a_folder_that_others_can_read_is_made_private() throws Exception {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        LocalSecrets.in(folder).close();

        assertThat(mode(folder)).isEqualTo("rwx------");
    }

    @Test
    void what_a_crash_left_half_written_is_ignored_and_removed() throws Exception {
        try (var secrets = LocalSecrets.in(folder)) {
            secrets.create("a", "v1");
        }
        var leftover = Path.of(secretFiles().getFirst() + ".tmp");
        Files.writeString(leftover, "{\"format\":\"continuum-sec");

        try (var secrets = LocalSecrets.in(folder)) {
            assertThat(secrets.text("a")).isEqualTo("v1");
            assertThat(leftover).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2",
                "{\"password\":\"hunter2\"}",
                "{\"format\":\"continuum-secretsmanager/2\"}",
                "{\"format\":\"continuum-secretsmanager/1\",\"name\":\"hunter2\"}"
            })
    void a_damaged_file_fails_the_start_with_its_name_and_nothing_of_its_content(String content) throws Exception {
        try (var secrets = LocalSecrets.in(folder)) {
            secrets.create("a", "v1");
        }
        var file = secretFiles().getFirst();
        Files.writeString(file, content);

        assertThatThrownBy(() -> LocalSecrets.in(folder))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("\n")
                .hasNoCause();
    }

    @Test
    void a_foreign_file_or_folder_fails_the_start_with_its_name() throws Exception {
        Files.createDirectories(folder);
        var foreign = Files.writeString(folder.resolve("notes.txt"), "hunter2");
        assertThatThrownBy(() -> LocalSecrets.in(folder))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(foreign.toString());
        Files.delete(foreign);

        var below = Files.createDirectory(folder.resolve("below"));
        assertThatThrownBy(() -> LocalSecrets.in(folder))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(below.toString());
    }

    @Test
    void a_secret_under_the_file_name_of_another_fails_the_start() throws Exception {
        try (var secrets = LocalSecrets.in(folder)) {
            secrets.create("a", "v1");
        }
        var file = secretFiles().getFirst();
        var copy = Files.copy(file, file.resolveSibling("0".repeat(64) + ".json"));

        assertThatThrownBy(() -> LocalSecrets.in(folder))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(copy.toString());
    }

    @Test
    void a_failed_start_leaves_the_folder_free() throws Exception {
        Files.createDirectories(folder);
        var foreign = Files.writeString(folder.resolve("notes.txt"), "");
        assertThatThrownBy(() -> LocalSecrets.in(folder)).isInstanceOf(StorageException.class);
        Files.delete(foreign);

        LocalSecrets.in(folder).close();
    }

    @Test
    void a_folder_serves_one_server_at_a_time() {
        try (var first = LocalSecrets.in(folder)) {
            assertThatThrownBy(() -> FolderStorage.open(folder))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use");
            assertThat(first.create("a", "v1")).isNotEmpty();
        }
    }

    @Test
    void a_file_in_place_of_the_folder_fails_the_start() throws Exception {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "");

        assertThatThrownBy(() -> FolderStorage.open(folder))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void a_change_that_cannot_be_kept_is_an_error_and_not_seen() throws Exception {
        try (var secrets = LocalSecrets.in(folder)) {
            secrets.create("a", "v1");
            // A folder with content cannot be replaced by a temporary file.
            Files.createDirectories(Path.of(secretFiles().getFirst() + ".tmp").resolve("blocker"));

            assertThatThrownBy(() -> secrets.put("a", "hunter2"))
                    .isInstanceOf(InternalServiceErrorException.class)
                    .hasMessageNotContaining("hunter2");
            assertThat(secrets.client()
                            .describeSecret(request -> request.secretId("a"))
                            .versionIdsToStages())
                    .hasSize(1);
        }
    }

    private List<Path> secretFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
