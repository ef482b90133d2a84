package dev.orrery.cli;

import dev.orrery.kernels.Machine;
import java.util.ArrayList;
import java.util.List;

/** A machine in words. */
final class MachineText {

  private MachineText() {}

  /** In one line. */
  static String line(Machine machine) {
    return processor(machine)
        + ", "
        + machine.logicalCores()
        + " core(s), "
        + vectors(machine)
        + ", JDK "
        + machine.jdk();
  }

  /** One thing a line. */
  static List<String> lines(Machine machine) {
    List<String> lines = new ArrayList<>();
    lines.add("processor   " + processor(machine) + " (" + machine.architecture() + ")");
    lines.add("cores       " + machine.logicalCores());
    lines.add("vectors     " + vectors(machine));
    if (machine.firstLevelCache() > 0) {
      lines.add(
          "caches      "
              + machine.firstLevelCache() / 1024
              + " KiB first level, "
              + machine.secondLevelCache() / 1024
              + " KiB second level, per core");
    }
    lines.add("JDK         " + machine.jdk());
    lines.add("system      " + machine.system());
    return lines;
  }

  private static String processor(Machine machine) {
    return machine.processor().isEmpty() ? "unnamed processor" : machine.processor();
  }

  private static String vectors(Machine machine) {
    return machine.vectorBits() == 0
        ? "no Vector API"
        : machine.vectorBits() + " bits (" + machine.vectorBits() / 32 + " floats)";
  }
}
