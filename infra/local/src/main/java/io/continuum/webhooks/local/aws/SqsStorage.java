package io.continuum.webhooks.local.aws;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.elasticmq.persistence.sql.DB;
import org.elasticmq.persistence.sql.SqlQueuePersistenceConfig;
import scalikejdbc.ConnectionPool$;

/**
 * The H2 file in which ElasticMQ keeps queues and messages.
 *
 * <p>ElasticMQ holds its connection pool in a JVM-wide singleton that it makes once: a second engine in the same JVM
 * would silently use the first one's file. So the pool is replaced here, and only one file may be open per JVM.
 */
final class SqsStorage implements AutoCloseable {
    private static final AtomicBoolean OPEN = new AtomicBoolean();

    private final SqlQueuePersistenceConfig config;

    private SqsStorage(SqlQueuePersistenceConfig config) {
        this.config = config;
    }

    /**
     * Opens the file.
     *
     * @throws IllegalStateException when this JVM has a file open already, or H2 cannot open it
     */
    static SqsStorage open(Path file) {
        if (!OPEN.compareAndSet(false, true)) {
            throw new IllegalStateException("this JVM has an SQS file open already");
        }
        // WRITE_DELAY=0: H2 writes every 500 ms otherwise, and a SIGKILL loses what was acknowledged since.
        // DB_CLOSE_ON_EXIT=FALSE: H2's own shutdown hook would close the file while the functions are being drained.
        String uri = "jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
                .formatted(file.toAbsolutePath().toString().replace(";", "\\;"));
        var config = new SqlQueuePersistenceConfig(true, "org.h2.Driver", uri, "", "", false);
        try {
            DriverManager.getConnection(uri, "", "").close();
            DB.initializeSingleton(config);
            ConnectionPool$ pools = ConnectionPool$.MODULE$;
            var settings = pools.singleton$default$4();
            pools.singleton(uri, "", "", settings, pools.singleton$default$5(uri, "", "", settings));
            return new SqsStorage(config);
        } catch (SQLException e) {
            OPEN.set(false);
            throw new IllegalStateException("cannot open the SQS file " + file + ": " + e.getMessage(), e);
        }
    }

    SqlQueuePersistenceConfig config() {
        return config;
    }

    /**
     * Makes every message visible that was in flight when the file was last used: those who received them are gone.
     * Messages that were never received keep their delay. To be called before the engine reads the file.
     *
     * @return the number of messages that were in flight
     */
    int releaseInFlight(Instant now) {
        int released = 0;
        try (Connection connection = DriverManager.getConnection(config.uri(), "", "")) {
            for (String table : messageTables(connection)) {
                released += release(connection, table, now.toEpochMilli());
            }
            return released;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot update the SQS file: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        ConnectionPool$.MODULE$.closeAll();
        OPEN.set(false);
    }

    private static List<String> messageTables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet names = connection.getMetaData().getTables(null, "PUBLIC", "MESSAGE\\_%", null)) {
            while (names.next()) {
                tables.add(names.getString("TABLE_NAME"));
            }
        }
        return tables;
    }

    private static int release(Connection connection, String table, long now) throws SQLException {
        String sql = "update \"%s\" set next_delivery = ? where received is not null and next_delivery > ?"
                .formatted(table.replace("\"", "\"\""));
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, now);
            update.setLong(2, now);
            return update.executeUpdate();
        }
    }
}
