package dev.orrery.runstore;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A comparison or a tuning job: many trials of one definition.
 *
 * @param key SHA-256 of what defines it, so that the same command finds it again
 * @param kind {@code compare} or {@code tune}
 * @param name what to call it
 * @param definition what was asked for, as JSON
 * @param status {@code InProgress} (or killed), {@code Completed}, {@code Stopped} or {@code
 *     Failed}
 * @param created when it began, in ISO 8601 (UTC)
 * @param folder where its page lies, or null
 */
public record Study(
    String key,
    String kind,
    String name,
    String definition,
    String status,
    String created,
    String folder) {

  /** A study that begins now. */
  public static Study begun(
      String key, String kind, String name, String definition, String folder) {
    return new Study(key, kind, name, definition, "InProgress", now(), folder);
  }

  /** A study that begins now, known by the SHA-256 of its definition. */
  public static Study begun(String kind, String name, String definition, String folder) {
    return begun(Hashes.sha256(kind + "\n" + definition), kind, name, definition, folder);
  }

  /** This moment as the store writes it. */
  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
