package dev.orrery.runstore;

import dev.orrery.core.metric.Metric;
import dev.orrery.kernels.Machine;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts runs into the tables; inside a transaction of its caller. */
final class RunWriter {

  /** The columns that say what was trained, how and with what outcome. */
  private static final List<String> TRAINED =
      List.of(
          "algorithm",
          "created",
          "status",
          "reason",
          "seconds",
          "epochs",
          "seed",
          "hosts",
          "backend",
          "device",
          "threads",
          "build_id",
          "machine_id",
          "folder",
          "model_sha256",
          "state_sha256",
          "from_folder",
          "from_sha256",
          "replay_of");

  private final Database database;

  /** Ids of rows that many runs share, by their table and values. */
  private final Map<List<Object>, Long> shared = new HashMap<>();

  RunWriter(Database database) {
    this.database = database;
  }

  /** Forgets ids that a transaction that was undone may have made. */
  void forget() {
    shared.clear();
  }

  void insert(StoredRun run) throws SQLException {
    List<Object> values =
        values(
            run.id(),
            run.kind().text(),
            run.labels().name(),
            run.labels().group(),
            run.trial().isPresent() ? study(run.trial().get().study()) : null,
            run.trial().map(StoredRun.Place::trial).orElse(null),
            run.trial().map(StoredRun.Place::repetition).orElse(0),
            run.trial().map(StoredRun.Place::fold).orElse(0));
    values.addAll(trained(run));
    database.execute(
        "INSERT INTO run (key, kind, name, group_name, study_id, trial, repetition, fold, "
            + String.join(", ", TRAINED)
            + ") VALUES ("
            + String.join(", ", Collections.nCopies(values.size(), "?"))
            + ")",
        values.toArray());
    long id = database.inserted();
    for (String tag : run.labels().tags()) {
      database.execute("INSERT OR IGNORE INTO tag (run_id, word) VALUES (?, ?)", id, tag);
    }
    messages(id, "comment", run.labels().comments());
    insertDetails(id, run);
  }

  /** Replaces all of a run but its labels, its place in a study and its id. */
  void update(long id, StoredRun run) throws SQLException {
    List<Object> values = trained(run);
    values.add(id);
    database.execute(
        "UPDATE run SET " + String.join(" = ?, ", TRAINED) + " = ? WHERE id = ?", values.toArray());
    for (String table : List.of("setting", "measurement", "curve_point", "channel")) {
      database.execute("DELETE FROM " + table + " WHERE run_id = ?", id);
    }
    database.execute("DELETE FROM message WHERE run_id = ? AND kind <> 'comment'", id);
    insertDetails(id, run);
  }

  /** The values of the columns {@link #TRAINED}. */
  private List<Object> trained(StoredRun run) throws SQLException {
    return values(
        run.algorithm(),
        run.created(),
        run.outcome().status(),
        run.outcome().reason(),
        run.outcome().seconds(),
        run.outcome().epochs(),
        run.setup().seed(),
        run.setup().hosts(),
        run.setup().backend(),
        run.setup().device(),
        run.setup().threads(),
        build(run.setup()),
        machine(run.setup().machine()),
        run.lineage().folder(),
        run.lineage().model(),
        run.lineage().state(),
        run.lineage().fromFolder(),
        run.lineage().fromState(),
        run.lineage().replayOf());
  }

  /** A list that may grow and hold nulls. */
  private static List<Object> values(Object... values) {
    return new ArrayList<>(Arrays.asList(values));
  }

  private void insertDetails(long id, StoredRun run) throws SQLException {
    int position = 0;
    for (StoredRun.Hyperparameter setting : run.hyperparameters()) {
      add(
          "INSERT INTO setting (run_id, position, hyperparameter_id, value, given, varied, number)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?)",
          id,
          position++,
          shared("hyperparameter", List.of("name"), setting.name()),
          setting.value(),
          setting.given(),
          setting.varied() ? 1 : 0,
          number(setting.value() == null ? setting.given() : setting.value()));
    }
    position = 0;
    for (StoredRun.Measurement metric : run.metrics()) {
      add(
          "INSERT OR REPLACE INTO measurement (run_id, position, metric_id, value)"
              + " VALUES (?, ?, ?, ?)",
          id,
          position++,
          metric(metric.metric(), metric.direction()),
          value(metric.value()));
    }
    position = 0;
    for (StoredRun.Point point : run.curve()) {
      add(
          "INSERT INTO curve_point (run_id, position, metric_id, epoch, value)"
              + " VALUES (?, ?, ?, ?, ?)",
          id,
          position++,
          metric(point.metric(), point.direction()),
          point.epoch(),
          value(point.value()));
    }
    position = 0;
    for (StoredRun.Channel channel : run.channels()) {
      add(
          "INSERT INTO channel (run_id, position, name, data_id) VALUES (?, ?, ?, ?)",
          id,
          position++,
          channel.name(),
          data(channel));
    }
    messages(id, "note", run.notes());
    messages(id, "warning", run.warnings());
  }

  private void messages(long id, String kind, List<String> texts) throws SQLException {
    int position = 0;
    for (String text : texts) {
      add(
          "INSERT INTO message (run_id, kind, position, text) VALUES (?, ?, ?, ?)",
          id,
          kind,
          position++,
          text);
    }
  }

  private void add(String sql, Object... values) throws SQLException {
    PreparedStatement statement = database.statement(sql, values);
    statement.executeUpdate();
  }

  /** A number that can be compared, or null. */
  static Double number(String text) {
    if (text == null || !text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
      return null;
    }
    return Double.valueOf(text);
  }

  /** SQLite keeps no NaN. */
  private static Double value(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private long study(String key) throws SQLException {
    Object id = database.first("SELECT id FROM study WHERE key = ?", key);
    if (id == null) {
      throw new IllegalArgumentException("there is no study " + key);
    }
    return ((Number) id).longValue();
  }

  private long build(StoredRun.Setup setup) throws SQLException {
    return shared("build", List.of("version", "revision"), setup.version(), setup.revision());
  }

  private long machine(Machine machine) throws SQLException {
    return shared(
        "machine",
        List.of(
            "processor",
            "architecture",
            "logical_cores",
            "vector_bits",
            "jdk",
            "system",
            "first_level_cache",
            "second_level_cache"),
        machine.processor(),
        machine.architecture(),
        machine.logicalCores(),
        machine.vectorBits(),
        machine.jdk(),
        machine.system(),
        machine.firstLevelCache(),
        machine.secondLevelCache());
  }

  /** A direction that nobody told is that of other runs, where they agree. */
  private long metric(String key, Metric.Direction direction) throws SQLException {
    Object told = direction;
    if (direction == null) {
      told =
          database.first(
              "SELECT direction FROM metric WHERE key = ? AND direction <> 'UNKNOWN'"
                  + " ORDER BY id LIMIT 1",
              key);
    }
    return shared(
        "metric", List.of("key", "direction"), key, told == null ? "UNKNOWN" : told.toString());
  }

  private long data(StoredRun.Channel channel) throws SQLException {
    String sha256 = channel.sha256();
    Object known =
        database.first(
            "SELECT id FROM data_set WHERE sha256 = ? AND argument = ? AND feature_dim = ?"
                + " AND ifnull(row_count, -1) = ?",
            sha256,
            channel.argument(),
            channel.featureDim(),
            channel.rows() == null ? -1 : channel.rows());
    if (known != null) {
      return ((Number) known).longValue();
    }
    database.execute(
        "INSERT INTO data_set (argument, sha256, row_count, feature_dim) VALUES (?, ?, ?, ?)",
        channel.argument(),
        sha256,
        channel.rows(),
        channel.featureDim());
    long id = database.inserted();
    int position = 0;
    for (StoredRun.DataFile file : channel.files()) {
      add(
          "INSERT INTO data_file (data_id, position, name, bytes, sha256) VALUES (?, ?, ?, ?, ?)",
          id,
          position++,
          file.name(),
          file.bytes(),
          file.sha256());
    }
    return id;
  }

  /** The id of the row with these values, which is made where there is none. */
  private long shared(String table, List<String> columns, Object... values) throws SQLException {
    List<Object> key = new java.util.ArrayList<>(List.of(values));
    key.add(table);
    Long known = shared.get(key);
    if (known != null) {
      return known;
    }
    String select =
        "SELECT id FROM " + table + " WHERE " + String.join(" = ? AND ", columns) + " = ?";
    Object id = database.first(select, values);
    if (id == null) {
      database.execute(
          "INSERT INTO "
              + table
              + " ("
              + String.join(", ", columns)
              + ") VALUES (?"
              + ", ?".repeat(columns.size() - 1)
              + ")",
          values);
      id = database.inserted();
    }
    shared.put(key, ((Number) id).longValue());
    return ((Number) id).longValue();
  }
}
