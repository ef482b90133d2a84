package dev.orrery.runstore;

import dev.orrery.core.error.CustomerError;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every run of a working folder in one SQLite file. Safe to use from several threads and several
 * processes; what a method has written is in the file when it returns, and a process that is killed
 * loses nothing of it. Every method throws {@link CustomerError} with one sentence for a file that
 * is damaged, of a later Orrery, of another program, or cannot be written.
 */
public final class RunStore implements AutoCloseable {

  /** Name of the store's file in the folder of the runs. */
  public static final String FILE = "orrery.db";

  private final Database database;
  private final RunWriter writer;
  private final RunReader reader;

  private RunStore(Database database) {
    this.database = database;
    this.writer = new RunWriter(database);
    this.reader = new RunReader(database);
  }

  /** Opens a store; makes it where there is none. */
  public static RunStore open(Path file) {
    return new RunStore(Database.open(file, Database.SCRIPTS));
  }

  /** An empty store that is gone when it is closed. */
  public static RunStore inMemory() {
    return new RunStore(Database.inMemory());
  }

  /**
   * Adds runs, all or none.
   *
   * @throws CustomerError when a name is taken
   */
  public void add(List<StoredRun> runs) {
    write(
        () -> {
          for (StoredRun run : runs) {
            checkName(run.labels().name(), run.id());
            writer.insert(run);
          }
          return null;
        });
  }

  /**
   * Replaces all that a run itself says; what people say of it (name, group, tags, comments) stays.
   *
   * @throws CustomerError when there is no such run
   */
  public void update(StoredRun run) {
    write(
        () -> {
          writer.update(row(run.id()), run);
          return null;
        });
  }

  /** Adds trials of studies, all or none; one that is known by its study is replaced. */
  public void putTrials(List<StoredRun> trials) {
    write(
        () -> {
          for (StoredRun trial : trials) {
            StoredRun.Place place = trial.trial().orElseThrow();
            database.execute(
                "DELETE FROM run WHERE trial = ? AND study_id ="
                    + " (SELECT id FROM study WHERE key = ?)",
                place.trial(),
                place.study());
            writer.insert(trial);
          }
          return null;
        });
  }

  /** The trials of a study with their curves, in the order in which they were added. */
  public List<StoredRun> trials(String studyKey) {
    return database.read(
        () ->
            reader.read(
                ids(
                    "SELECT r.id FROM run r JOIN study s ON s.id = r.study_id WHERE s.key = ?"
                        + " ORDER BY r.id",
                    studyKey),
                true));
  }

  /**
   * Adds a study where its key is not known yet.
   *
   * @return the study as the store has it now
   */
  public Study begin(Study study) {
    return write(
        () -> {
          Optional<Study> known = studyRow(study.key());
          if (known.isPresent()) {
            return known.get();
          }
          database.execute(
              "INSERT INTO study (key, kind, name, definition, status, created, folder)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?)",
              study.key(),
              study.kind(),
              study.name(),
              study.definition(),
              study.status(),
              study.created(),
              study.folder());
          return study;
        });
  }

  /** Sets a study's status. */
  public void setStatus(String studyKey, String status) {
    write(() -> database.execute("UPDATE study SET status = ? WHERE key = ?", status, studyKey));
  }

  /** A study by its key. */
  public Optional<Study> study(String key) {
    return database.read(() -> studyRow(key));
  }

  /** All studies, the newest first. */
  public List<Study> studies() {
    return database.read(() -> studies("SELECT * FROM study ORDER BY created DESC, id DESC"));
  }

  private Optional<Study> studyRow(String key) throws SQLException {
    return studies("SELECT * FROM study WHERE key = ?", key).stream().findFirst();
  }

  private List<Study> studies(String sql, Object... values) throws SQLException {
    List<Study> studies = new ArrayList<>();
    try (ResultSet row = database.statement(sql, values).executeQuery()) {
      while (row.next()) {
        studies.add(
            new Study(
                row.getString("key"),
                row.getString("kind"),
                row.getString("name"),
                row.getString("definition"),
                row.getString("status"),
                row.getString("created"),
                row.getString("folder")));
      }
    }
    return studies;
  }

  private void checkName(String name, String id) throws SQLException {
    Object holder =
        name == null
            ? null
            : database.first("SELECT key FROM run WHERE name = ? AND key <> ?", name, id);
    if (holder != null) {
      throw new CustomerError(
          "The name '%s' is taken by run %s; expected one that no run has".formatted(name, holder),
          "--name " + name);
    }
  }

  private long row(String id) throws SQLException {
    Object row = database.first("SELECT id FROM run WHERE key = ?", id);
    if (row == null) {
      throw new CustomerError("There is no run " + id + " in the store", id);
    }
    return ((Number) row).longValue();
  }

  private List<Long> ids(String sql, Object... values) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (ResultSet row = database.statement(sql, values).executeQuery()) {
      while (row.next()) {
        ids.add(row.getLong(1));
      }
    }
    return ids;
  }

  private <T> T write(Database.Work<T> work) {
    try {
      return database.write(work);
    } catch (RuntimeException e) {
      writer.forget();
      throw e;
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
