package dev.orrery.benchmarks;

import dev.orrery.kernels.Machine;

/** The kind of hardware that a report was made on, as a table. */
final class HardwareCard {

  private HardwareCard() {}

  /** A Markdown table of one line per fact, with a line end after the last. */
  static String of(Machine machine) {
    return """
        | machine | |
        |---|---|
        | processor | %s (%s) |
        | logical cores | %d |
        | vectors | %d bits |
        | caches | %d KiB first level, %d KiB second level |
        | JDK | %s |
        """
        .formatted(
            machine.processor(),
            machine.architecture(),
            machine.logicalCores(),
            machine.vectorBits(),
            machine.firstLevelCache() >> 10,
            machine.secondLevelCache() >> 10,
            machine.jdk());
  }
}
