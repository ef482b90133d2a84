package dev.orrery.runstore;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
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
  private final RunNames names;
  private final StudyTable studies;

  private RunStore(Database database) {
    this.database = database;
    this.writer = new RunWriter(database);
    this.reader = new RunReader(database);
    this.names = new RunNames(database);
    this.studies = new StudyTable(database);
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
            names.check(run.labels().name(), run.id());
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

  /**
   * Records a run as its folder tells it: anew, or over the row of the same run. A row of an
   * earlier run in the same folder stays, without a folder.
   *
   * @param run by any id; labels count where it is new
   * @return the run's id in the store
   * @throws CustomerError when it is new and its name is taken
   */
  public String record(StoredRun run) {
    return write(
        () -> {
          String folder = run.lineage().folder();
          Object same =
              database.first(
                  "SELECT key FROM run WHERE folder = ? AND created = ?", folder, run.created());
          if (same != null) {
            writer.update(row((String) same), run);
            return (String) same;
          }
          database.execute("UPDATE run SET folder = NULL WHERE folder = ?", folder);
          String id = run.id();
          for (int i = 1; database.first("SELECT 1 FROM run WHERE key = ?", id) != null; i++) {
            id = Hashes.sha256(run.id() + i).substring(0, run.id().length());
          }
          names.check(run.labels().name(), id);
          writer.insert(run.withId(id));
          return id;
        });
  }

  /**
   * Tells that a run's folder has been moved.
   *
   * @param id of the run
   * @param folder where it is now
   */
  public void moved(String id, Path folder) {
    write(
        () ->
            database.execute(
                "UPDATE run SET folder = ? WHERE key = ?",
                folder.toAbsolutePath().normalize().toString(),
                id));
  }

  /** Tells that nobody trains a run any more that is under way in the store. */
  public void killed(String id) {
    write(
        () ->
            // It may have ended a moment ago, and have said so.
            database.execute(
                "UPDATE run SET status = 'Killed' WHERE key = ? AND status = 'InProgress'", id));
  }

  /** The id of the run that has this name. */
  public Optional<String> holder(String name) {
    return database.read(() -> Optional.ofNullable(names.holder(name, "")));
  }

  /** The id of a run that was read from its folder: by the folder and when it began. */
  public Optional<String> find(StoredRun run) {
    return database.read(
        () -> {
          Object known =
              database.first(
                  "SELECT key FROM run WHERE folder = ? AND created = ?",
                  run.lineage().folder(),
                  run.created());
          return Optional.ofNullable((String) known);
        });
  }

  /**
   * The runs that may be this one in another folder: of the same algorithm and seed, begun at the
   * same moment, with the same model.
   */
  public List<StoredRun> twins(StoredRun run) {
    return database.read(
        () ->
            reader.read(
                ids(
                    "SELECT id FROM run WHERE kind = 'run' AND algorithm = ? AND created = ?"
                        + " AND seed = ? AND model_sha256 IS ? ORDER BY id",
                    run.algorithm(),
                    run.created(),
                    run.setup().seed(),
                    run.lineage().model()),
                false));
  }

  /** Gives a run tags and takes some from it. */
  public void tag(String id, Collection<String> given, Collection<String> taken) {
    write(
        () -> {
          long row = row(id);
          for (String word : given) {
            database.execute("INSERT OR IGNORE INTO tag (run_id, word) VALUES (?, ?)", row, word);
          }
          for (String word : taken) {
            database.execute("DELETE FROM tag WHERE run_id = ? AND word = ?", row, word);
          }
          return null;
        });
  }

  /** Adds what a person has to say of a run. */
  public void comment(String id, String text) {
    write(
        () -> {
          long row = row(id);
          return database.execute(
              "INSERT INTO message (run_id, kind, position, text) SELECT ?, 'comment',"
                  + " ifnull(max(position), -1) + 1, ? FROM message"
                  + " WHERE run_id = ? AND kind = 'comment'",
              row,
              text,
              row);
        });
  }

  /** The runs that are asked for, without their curves, which {@link #get} has. */
  public List<StoredRun> find(RunQuery query) {
    return find(query, false);
  }

  /** The runs that are asked for, with or without their curves. */
  public List<StoredRun> find(RunQuery query, boolean curves) {
    return database.read(
        () -> {
          List<Object> values = new ArrayList<>();
          String sql = query.sql(values);
          return reader.read(ids(sql, values.toArray()), curves);
        });
  }

  /** How many runs are asked for, whatever the query's limit. */
  public long count(RunQuery query) {
    return database.read(
        () -> {
          List<Object> values = new ArrayList<>();
          String condition = query.where(values);
          return ((Number)
                  database.first("SELECT count(*) FROM run r WHERE " + condition, values.toArray()))
              .longValue();
        });
  }

  /**
   * The run that a person means.
   *
   * @param reference its id, its name, its folder, or the beginning of its id
   * @throws CustomerError when it is none, or the beginning of several ids
   */
  public StoredRun get(String reference) {
    return database.read(
        () -> {
          Object row =
              database.first(
                  "SELECT id FROM run WHERE key = ?1 UNION ALL SELECT id FROM run WHERE name = ?1"
                      + " LIMIT 1",
                  reference);
          if (row == null) {
            row = database.first("SELECT id FROM run WHERE folder = ?", absolute(reference));
          }
          if (row == null) {
            row = byBeginning(reference);
          }
          return reader.read(List.of(((Number) row).longValue()), true).getFirst();
        });
  }

  private static String absolute(String path) {
    try {
      return Path.of(path).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException e) {
      return ""; // no file system has such a folder
    }
  }

  private Long byBeginning(String reference) throws SQLException {
    List<Long> found =
        reference.isEmpty()
            ? List.of()
            : ids(
                "SELECT id FROM run WHERE key >= ? AND key < ? LIMIT 2",
                reference,
                reference + "~");
    if (found.isEmpty()) {
      throw new CustomerError(
          Text.format(
              "There is no run '%s' in the store; expected an id, the beginning of one, a name or a run's folder",
              reference),
          reference);
    }
    if (found.size() > 1) {
      throw new CustomerError(
          Text.format("Several runs have ids that begin with '%s'; expected more of it", reference),
          reference);
    }
    return found.getFirst();
  }

  /** The runs, but no trials, that are so related, the oldest first, without their curves. */
  public List<StoredRun> related(Relation relation, String to) {
    return database.read(
        () ->
            reader.read(
                ids(
                    "SELECT r.id FROM run r WHERE r.kind IN ('run', 'replay') AND "
                        + relation.condition()
                        + " ORDER BY r.created, r.id",
                    to),
                false));
  }

  /** The studies whose trials read a file of this SHA-256, the oldest first. */
  public List<Study> studiesReading(String sha256) {
    return database.read(() -> studies.reading(sha256));
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
    return write(() -> studies.begin(study));
  }

  /** What people say of a study and of all its trials: a name or a group replaces, tags add up. */
  public void label(String studyKey, StoredRun.Labels labels) {
    write(() -> studies.label(studyKey, labels));
  }

  /** Sets a study's status. */
  public void setStatus(String studyKey, String status) {
    write(() -> database.execute("UPDATE study SET status = ? WHERE key = ?", status, studyKey));
  }

  /** A study by its key. */
  public Optional<Study> study(String key) {
    return database.read(() -> studies.find(key));
  }

  /** All studies, the newest first. */
  public List<Study> studies() {
    return database.read(studies::all);
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
