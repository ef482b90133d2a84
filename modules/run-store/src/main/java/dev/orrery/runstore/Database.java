package dev.orrery.runstore;

import dev.orrery.core.error.AlgorithmError;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.error.OrreryException;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The connection to a store's file: opened, checked, brought to the schema of today, and used by
 * one thread at a time.
 */
final class Database implements AutoCloseable {

  /** The scripts that lead from each version of the schema to the next. */
  static final List<String> SCRIPTS = List.of("schema-1.sql");

  /** Tells a run store from another program's file: "ORRY". */
  private static final int APPLICATION = 0x4F525259;

  /** How long a writer waits for another one. */
  private static final int BUSY_MILLISECONDS = 30_000;

  private static final int CACHE_KIB = 16 << 10;

  private final String name;
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  private Database(String name, Connection connection) {
    this.name = name;
    this.connection = connection;
  }

  /**
   * Opens a file, making it and its folder where they are missing.
   *
   * @param scripts as {@link #SCRIPTS}
   */
  static Database open(Path file, List<String> scripts) {
    Path absolute = file.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute.getParent());
    } catch (IOException e) {
      throw unwritable(file.toString(), e);
    }
    boolean readOnly = Files.exists(absolute) && !Files.isWritable(absolute);
    // As a URI, so that no character of a path means anything to the driver.
    String uri = absolute.toUri().toString();
    return open(file.toString(), uri, readOnly, scripts);
  }

  /** One that is gone when it is closed. */
  static Database inMemory() {
    return open("memory", ":memory:", false, SCRIPTS);
  }

  private static Database open(String name, String uri, boolean readOnly, List<String> scripts) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLISECONDS);
    config.enforceForeignKeys(true);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setCacheSize(-CACHE_KIB);
    // Takes the lock to write at once: two that read first and write then could not both go on.
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setReadOnly(readOnly);
    SQLiteDataSource source = new SQLiteDataSource(config);
    // Without a folder to write in there is nobody to share the file with.
    source.setUrl("jdbc:sqlite:" + uri + (readOnly ? "?immutable=1" : ""));
    Connection connection = null;
    try {
      connection = source.getConnection();
      Database database = new Database(name, connection);
      database.prepare(readOnly, scripts);
      return database;
    } catch (SQLException e) {
      close(connection, e);
      throw told(name, e);
    } catch (OrreryException e) {
      close(connection, e);
      throw e;
    }
  }

  private static void close(Connection connection, Exception because) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  private void prepare(boolean readOnly, List<String> scripts) throws SQLException {
    int version = number("PRAGMA user_version");
    if (version > scripts.size()) {
      throw new CustomerError(
          Text.format(
              "The run store was written by a later Orrery (version %d; this one reads up to %d)",
              version, scripts.size()),
          name);
    }
    if (number("PRAGMA application_id") != APPLICATION
        && number("SELECT count(*) FROM sqlite_schema") > 0) {
      throw new CustomerError("This is not a run store of Orrery; another program made it", name);
    }
    if (readOnly) {
      if (version < scripts.size()) {
        throw unwritable(name, null);
      }
      return;
    }
    if (version < scripts.size()) {
      useWriteAheadLog();
      migrate(scripts);
    }
  }

  /**
   * Readers and one writer at a time go on side by side. The file remembers it. Another process
   * that does the same at this moment makes SQLite refuse without waiting, hence the attempts.
   */
  private void useWriteAheadLog() throws SQLException {
    long end = System.nanoTime() + BUSY_MILLISECONDS * 1_000_000L;
    while (true) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        return;
      } catch (SQLiteException e) {
        if (primary(e) != SQLiteErrorCode.SQLITE_BUSY.code || System.nanoTime() > end) {
          throw e;
        }
        try {
          Thread.sleep(10);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw e;
        }
      }
    }
  }

  private void migrate(List<String> scripts) throws SQLException {
    transaction(
        () -> {
          // Read again: another process may have done it while this one waited.
          for (int version = number("PRAGMA user_version"); version < scripts.size(); version++) {
            try (Statement statement = connection.createStatement()) {
              for (String command : script(scripts.get(version)).split(";\\s*\\n")) {
                if (!command.isBlank()) {
                  statement.executeUpdate(command);
                }
              }
              statement.executeUpdate("PRAGMA application_id = " + APPLICATION);
              statement.executeUpdate("PRAGMA user_version = " + (version + 1));
            }
          }
          return null;
        });
  }

  private static String script(String name) {
    try (InputStream in = Database.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      return found.next() ? found.getInt(1) : 0;
    }
  }

  /** What is done with the connection. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it. */
    T run() throws SQLException;
  }

  /** Reads. */
  synchronized <T> T read(Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      throw told(name, e);
    }
  }

  /** Writes all or nothing. */
  synchronized <T> T write(Work<T> work) {
    try {
      return transaction(work);
    } catch (SQLException e) {
      throw told(name, e);
    }
  }

  private <T> T transaction(Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.run();
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      try {
        connection.rollback();
      } catch (SQLException unrolled) {
        e.addSuppressed(unrolled);
      }
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** A statement with values bound to its question marks; kept, and used again. */
  PreparedStatement statement(String sql, Object... values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /** Inserts, changes or deletes. */
  int execute(String sql, Object... values) throws SQLException {
    return statement(sql, values).executeUpdate();
  }

  /** The first column of the first row, or null. */
  Object first(String sql, Object... values) throws SQLException {
    try (ResultSet found = statement(sql, values).executeQuery()) {
      return found.next() ? found.getObject(1) : null;
    }
  }

  /** The id of a row that was just inserted. */
  long inserted() throws SQLException {
    return ((Number) first("SELECT last_insert_rowid()")).longValue();
  }

  private static int primary(SQLiteException e) {
    return e.getResultCode().code & 0xFF;
  }

  private static CustomerError unwritable(String name, Exception cause) {
    return new CustomerError("The run store cannot be written", name, cause);
  }

  /** What SQLite says, as a sentence. */
  private static OrreryException told(String name, SQLException e) {
    int code = e instanceof SQLiteException of ? primary(of) : e.getErrorCode() & 0xFF;
    return switch (code) {
      case 11, 26 -> // SQLITE_CORRUPT, SQLITE_NOTADB
          new CustomerError(
              "The run store is damaged; move it away, and 'orrery runs import' makes a new one from"
                  + " the run folders",
              name,
              e);
      case 5, 6 -> // SQLITE_BUSY, SQLITE_LOCKED
          new CustomerError(
              Text.format(
                  "Another process has been writing to the run store for more than %d s",
                  BUSY_MILLISECONDS / 1000),
              name,
              e);
      case 3, 8, 10, 13, 14 -> // PERM, READONLY, IOERR, FULL, CANTOPEN
          unwritable(name, e);
      default -> new AlgorithmError("The run store failed: " + e.getMessage(), e);
    };
  }

  @Override
  public synchronized void close() {
    try {
      for (PreparedStatement statement : statements.values()) {
        statement.close();
      }
      connection.close();
    } catch (SQLException e) {
      throw told(name, e);
    }
  }
}
