package dev.orrery.runstore;

/** How a run is related to a file or to another run. */
public enum Relation {
  /** Its model's file has this SHA-256. */
  MODEL("r.model_sha256 = ?"),
  /** The file of its final state has this SHA-256. */
  STATE("r.state_sha256 = ?"),
  /** Its training began with the state of this SHA-256. */
  FROM_STATE("r.from_sha256 = ?"),
  /** It read a file of this SHA-256. */
  DATA_FILE(
      "r.id IN (SELECT c.run_id FROM data_file f JOIN channel c ON c.data_id = f.data_id"
          + " WHERE f.sha256 = ?)"),
  /** It made the run of this id again. */
  REPLAY_OF("r.replay_of = ?");

  private final String condition;

  Relation(String condition) {
    this.condition = condition;
  }

  /** The condition on {@code run r}. */
  String condition() {
    return condition;
  }
}
