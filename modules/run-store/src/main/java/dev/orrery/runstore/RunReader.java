package dev.orrery.runstore;

import dev.orrery.core.metric.Metric;
import dev.orrery.kernels.Machine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes runs of the rows of the tables, many at a time. */
final class RunReader {

  /** Runs that are read by one statement for each table. */
  private static final int CHUNK = 500;

  private final Database database;

  RunReader(Database database) {
    this.database = database;
  }

  /**
   * Reads runs.
   *
   * @param ids rows of {@code run}
   * @param curves whether with what was measured by pass
   * @return the runs in the order of the ids
   */
  List<StoredRun> read(List<Long> ids, boolean curves) throws SQLException {
    List<StoredRun> runs = new ArrayList<>(ids.size());
    for (int from = 0; from < ids.size(); from += CHUNK) {
      runs.addAll(chunk(ids.subList(from, Math.min(ids.size(), from + CHUNK)), curves));
    }
    return runs;
  }

  private List<StoredRun> chunk(List<Long> ids, boolean curves) throws SQLException {
    String list = ids.toString();
    Map<Long, List<StoredRun.Hyperparameter>> hyperparameters =
        rows(
            """
            SELECT s.run_id, h.name, s.value, s.given, s.varied
            FROM setting s JOIN hyperparameter h ON h.id = s.hyperparameter_id
            WHERE s.run_id IN (SELECT value FROM json_each(?)) ORDER BY s.run_id, s.position
            """,
            list,
            row ->
                new StoredRun.Hyperparameter(
                    row.getString(2), row.getString(3), row.getString(4), row.getInt(5) != 0));
    Map<Long, List<StoredRun.Measurement>> metrics =
        rows(
            """
            SELECT v.run_id, m.key, m.direction, v.value
            FROM measurement v JOIN metric m ON m.id = v.metric_id
            WHERE v.run_id IN (SELECT value FROM json_each(?)) ORDER BY v.run_id, v.position
            """,
            list,
            row ->
                new StoredRun.Measurement(
                    row.getString(2), direction(row.getString(3)), value(row, 4)));
    Map<Long, List<StoredRun.Point>> points =
        !curves
            ? Map.of()
            : rows(
                """
                SELECT c.run_id, c.epoch, m.key, m.direction, c.value
                FROM curve_point c JOIN metric m ON m.id = c.metric_id
                WHERE c.run_id IN (SELECT value FROM json_each(?)) ORDER BY c.run_id, c.position
                """,
                list,
                row ->
                    new StoredRun.Point(
                        row.getInt(2),
                        row.getString(3),
                        direction(row.getString(4)),
                        value(row, 5)));
    Map<Long, List<String>> tags =
        rows(
            "SELECT run_id, word FROM tag WHERE run_id IN (SELECT value FROM json_each(?))"
                + " ORDER BY run_id, word",
            list,
            row -> row.getString(2));
    Map<Long, List<String[]>> messages =
        rows(
            "SELECT run_id, kind, text FROM message WHERE run_id IN (SELECT value FROM json_each(?))"
                + " ORDER BY run_id, kind, position",
            list,
            row -> new String[] {row.getString(2), row.getString(3)});
    Map<Long, List<StoredRun.Channel>> channels = channels(list);
    Map<Long, StoredRun> byId = new HashMap<>();
    try (ResultSet row =
        database
            .statement(
                """
                SELECT r.*, b.version, b.revision, m.*, s.key AS study
                FROM run r JOIN build b ON b.id = r.build_id JOIN machine m ON m.id = r.machine_id
                  LEFT JOIN study s ON s.id = r.study_id
                WHERE r.id IN (SELECT value FROM json_each(?))
                """,
                list)
            .executeQuery()) {
      while (row.next()) {
        long id = row.getLong(1);
        List<String[]> said = messages.getOrDefault(id, List.of());
        byId.put(
            id,
            new StoredRun(
                row.getString("key"),
                StoredRun.Kind.of(row.getString("kind")),
                new StoredRun.Labels(
                    row.getString("name"),
                    row.getString("group_name"),
                    tags.getOrDefault(id, List.of()),
                    texts(said, "comment")),
                row.getString("algorithm"),
                row.getString("created"),
                new StoredRun.Outcome(
                    row.getString("status"),
                    row.getString("reason"),
                    row.getObject("seconds") == null ? null : row.getDouble("seconds"),
                    row.getObject("epochs") == null ? null : row.getInt("epochs")),
                setup(row),
                hyperparameters.getOrDefault(id, List.of()),
                metrics.getOrDefault(id, List.of()),
                points.getOrDefault(id, List.of()),
                channels.getOrDefault(id, List.of()),
                new StoredRun.Lineage(
                    row.getString("folder"),
                    row.getString("model_sha256"),
                    row.getString("state_sha256"),
                    row.getString("from_folder"),
                    row.getString("from_sha256"),
                    row.getString("replay_of")),
                row.getString("study") == null
                    ? Optional.empty()
                    : Optional.of(
                        new StoredRun.Place(
                            row.getString("study"),
                            row.getString("trial"),
                            row.getInt("repetition"),
                            row.getInt("fold"))),
                texts(said, "note"),
                texts(said, "warning")));
      }
    }
    return ids.stream().map(byId::get).toList();
  }

  private static StoredRun.Setup setup(ResultSet row) throws SQLException {
    return new StoredRun.Setup(
        row.getLong("seed"),
        row.getInt("hosts"),
        row.getString("backend"),
        row.getString("device"),
        row.getInt("threads"),
        row.getString("version"),
        row.getString("revision"),
        new Machine(
            row.getString("processor"),
            row.getString("architecture"),
            row.getInt("logical_cores"),
            row.getInt("vector_bits"),
            row.getString("jdk"),
            row.getString("system"),
            row.getLong("first_level_cache"),
            row.getLong("second_level_cache")));
  }

  private Map<Long, List<StoredRun.Channel>> channels(String list) throws SQLException {
    Map<Long, List<StoredRun.DataFile>> files = new HashMap<>();
    try (ResultSet row =
        database
            .statement(
                """
                SELECT data_id, name, bytes, sha256 FROM data_file WHERE data_id IN
                  (SELECT data_id FROM channel WHERE run_id IN (SELECT value FROM json_each(?)))
                ORDER BY data_id, position
                """,
                list)
            .executeQuery()) {
      while (row.next()) {
        files
            .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
            .add(new StoredRun.DataFile(row.getString(2), row.getLong(3), row.getString(4)));
      }
    }
    return rows(
        """
        SELECT c.run_id, c.name, d.argument, d.row_count, d.feature_dim, d.id
        FROM channel c JOIN data_set d ON d.id = c.data_id
        WHERE c.run_id IN (SELECT value FROM json_each(?)) ORDER BY c.run_id, c.position
        """,
        list,
        row ->
            new StoredRun.Channel(
                row.getString(2),
                row.getString(3),
                row.getObject(4) == null ? null : row.getLong(4),
                row.getInt(5),
                files.getOrDefault(row.getLong(6), List.of())));
  }

  /** Makes something of a row. */
  @FunctionalInterface
  private interface Maker<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> Map<Long, List<T>> rows(String sql, String list, Maker<T> maker) throws SQLException {
    Map<Long, List<T>> rows = new LinkedHashMap<>();
    try (ResultSet row = database.statement(sql, list).executeQuery()) {
      while (row.next()) {
        rows.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>()).add(maker.of(row));
      }
    }
    return rows;
  }

  private static List<String> texts(List<String[]> messages, String kind) {
    return messages.stream().filter(m -> m[0].equals(kind)).map(m -> m[1]).toList();
  }

  private static Metric.Direction direction(String text) {
    return text.equals("UNKNOWN") ? null : Metric.Direction.valueOf(text);
  }

  private static double value(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }
}
