package dev.orrery.runstore;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.sql.SQLException;

/** The names that people give to runs; each is that of one run. */
public final class RunNames {

  private final Database database;

  RunNames(Database database) {
    this.database = database;
  }

  /** The id of the run that has a name, or null; the run {@code but} does not count. */
  String holder(String name, String but) throws SQLException {
    return name == null
        ? null
        : (String) database.first("SELECT key FROM run WHERE name = ? AND key <> ?", name, but);
  }

  /**
   * Checks a name for a run.
   *
   * @throws CustomerError when another one has it
   */
  void check(String name, String id) throws SQLException {
    String holder = holder(name, id);
    if (holder != null) {
      throw taken(name, holder);
    }
  }

  /** What is told of a name that a run has already. */
  public static CustomerError taken(String name, String holder) {
    return new CustomerError(
        Text.format("The name '%s' is taken by run %s; expected one that no run has", name, holder),
        "--name " + name);
  }
}
