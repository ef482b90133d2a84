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

  void insert(Study study) throws SQLException {
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
