package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.continuum.webhooks.local.secretsmanager.SecretsManagerServer.Settings;
import io.continuum.webhooks.local.secretsmanager.storage.FolderStorage;
import io.continuum.webhooks.local.secretsmanager.storage.MemoryStorage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsManagerServerTest {
    @TempDir
    private Path folder;

    @Test
    void a_server_answers_on_loopback_on_any_free_port() {
        try (var server = SecretsManagerServer.start(0);
                var client = LocalSecrets.client(server.endpoint())) {
            assertThat(server.endpoint().getHost()).isEqualTo("127.0.0.1");
            assertThat(client.listSecrets().secretList()).isEmpty();
        }
    }

    @Test
    void the_region_of_the_arns_can_be_set() {
        var settings = Settings.of(0, new MemoryStorage()).withRegion("eu-west-3");
        try (var server = SecretsManagerServer.start(settings);
                var client = LocalSecrets.client(server.endpoint())) {
            assertThat(client.createSecret(request -> request.name("a")).arn())
                    .startsWith("arn:aws:secretsmanager:eu-west-3:");
        }
    }

    @Test
    void a_taken_port_fails_the_start_with_its_number_and_frees_the_storage() {
        try (var first = SecretsManagerServer.start(0)) {
            int port = first.endpoint().getPort();

            assertThatThrownBy(() -> SecretsManagerServer.start(port, FolderStorage.open(folder)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("port " + port);
        }
        assertThatCode(() -> FolderStorage.open(folder).close()).doesNotThrowAnyException();
    }

    @Test
    void a_server_can_be_closed_twice() {
        var server = SecretsManagerServer.start(0, FolderStorage.open(folder));
        server.close();

        assertThatCode(server::close).doesNotThrowAnyException();
    }
}
