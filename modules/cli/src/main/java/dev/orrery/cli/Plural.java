package dev.orrery.cli;

/** Numbers of things in sentences. */
public final class Plural {

  private Plural() {}

  /** Such as {@code 1 training} or {@code 12 trainings}, {@code 3 passes}. */
  public static String of(long count, String thing) {
    return count + " " + (count == 1 ? thing : thing.endsWith("s") ? thing + "es" : thing + "s");
  }
}
