package dev.orrery.benchmarks;

import java.util.Locale;
import java.util.function.Consumer;

/** Tells which measurement of how many is under way, and what is left by those that are done. */
final class Progress {

  private final Consumer<String> told;
  private final long began = System.nanoTime();
  private int expected;
  private int begun;

  Progress(Consumer<String> told) {
    this.told = told;
  }

  /** Adds measurements to come. */
  void expect(int measurements) {
    expected += measurements;
  }

  /** Begins the next measurement. */
  void begin(String what) {
    double seconds = (System.nanoTime() - began) / 1e9;
    String left =
        begun == 0
            ? ""
            : String.format(
                Locale.ROOT, ", about %.0f s left", seconds / begun * (expected - begun));
    begun++;
    told.accept(begun + " of " + expected + left + ": " + what);
  }
}
