package dev.orrery.runstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of studies. */
final class StudyTable {

  private final Database database;

  StudyTable(Database database) {
    this.database = database;
  }

  /** Adds a study where its key is not known yet; the study as it is there now. */
  Study begin(Study study) throws SQLException {
    Optional<Study> known = find(study.key());
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
  }

  /**
   * Names a study, puts its trials into a group and gives each of them tags and remarks that it
   * does not have yet.
   */
  Study label(String key, StoredRun.Labels labels) throws SQLException {
    Study study = find(key).orElseThrow();
    String trials = "(SELECT id FROM study WHERE key = ?)";
    if (labels.name() != null) {
      database.execute("UPDATE study SET name = ? WHERE key = ?", labels.name(), key);
    }
    if (labels.group() != null) {
      database.execute(
          "UPDATE run SET group_name = ? WHERE study_id = " + trials, labels.group(), key);
    }
    for (String word : labels.tags()) {
      database.execute(
          "INSERT OR IGNORE INTO tag (run_id, word) SELECT id, ? FROM run WHERE study_id = "
              + trials,
          word,
          key);
    }
    for (String text : labels.comments()) {
      database.execute(
          "INSERT INTO message (run_id, kind, position, text)"
              + " SELECT r.id, 'comment', (SELECT ifnull(max(m.position), -1) + 1 FROM message m"
              + " WHERE m.run_id = r.id AND m.kind = 'comment'), ?1 FROM run r"
              + " WHERE r.study_id = (SELECT id FROM study WHERE key = ?2) AND NOT EXISTS"
              + " (SELECT 1 FROM message m WHERE m.run_id = r.id AND m.kind = 'comment'"
              + " AND m.text = ?1)",
          text,
          key);
    }
    return study;
  }

  Optional<Study> find(String key) throws SQLException {
    return rows("SELECT * FROM study WHERE key = ?", key).stream().findFirst();
  }

  /** The newest first. */
  List<Study> all() throws SQLException {
    return rows("SELECT * FROM study ORDER BY created DESC, id DESC");
  }

  /** Those whose trials read a file of this SHA-256, the oldest first. */
  List<Study> reading(String sha256) throws SQLException {
    return rows(
        "SELECT * FROM study WHERE id IN (SELECT r.study_id FROM run r WHERE "
            + Relation.DATA_FILE.condition()
            + ") ORDER BY created, id",
        sha256);
  }

  private List<Study> rows(String sql, Object... values) throws SQLException {
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
}
