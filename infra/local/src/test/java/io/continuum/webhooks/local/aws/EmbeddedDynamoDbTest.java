package io.continuum.webhooks.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDynamoDbTest {
    @TempDir
    Path folder;

    @Test
    void items_outlive_a_restart() {
        Path file = folder.resolve("dynamodb.db");
        try (var engine = EmbeddedDynamoDb.at(file)) {
            TestTable.create(engine.client());
            TestTable.put(engine.client(), "one");
        }
        try (var engine = EmbeddedDynamoDb.at(file)) {
            assertThat(TestTable.contains(engine.client(), "one")).isTrue();
        }
    }

    @Test
    void two_in_memory_do_not_see_each_other() {
        try (var one = EmbeddedDynamoDb.inMemory();
                var other = EmbeddedDynamoDb.inMemory()) {
            TestTable.create(one.client());

            assertThat(other.client().listTables().tableNames()).isEmpty();
        }
    }

    @Test
    void a_folder_is_refused_instead_of_retried_for_ever() {
        assertThatThrownBy(() -> EmbeddedDynamoDb.at(folder)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_file_in_a_folder_that_does_not_exist_is_refused() {
        assertThatThrownBy(() -> EmbeddedDynamoDb.at(folder.resolve("none/dynamodb.db")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
