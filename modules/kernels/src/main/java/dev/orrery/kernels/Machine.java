package dev.orrery.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The machine that the process runs on, as far as it tells. Nothing here names the machine or its
 * user.
 *
 * @param processor model name of the processor; empty when the system does not tell
 * @param architecture such as {@code amd64} or {@code aarch64}
 * @param logicalCores processors that the process may use
 * @param vectorBits preferred width of vectors; 0 without the Vector API
 * @param jdk vendor and version of the JDK
 * @param system name and version of the operating system
 * @param firstLevelCache bytes of the first-level data cache of a core; 0 when unknown
 * @param secondLevelCache bytes of the second-level cache of a core; 0 when unknown
 */
public record Machine(
    String processor,
    String architecture,
    int logicalCores,
    int vectorBits,
    String jdk,
    String system,
    long firstLevelCache,
    long secondLevelCache) {

  /** This machine. */
  public static Machine current() {
    return read(Path.of("/"));
  }

  /** As {@link #current()}, with the files of the system below another root. */
  static Machine read(Path root) {
    Path caches = root.resolve("sys/devices/system/cpu/cpu0/cache");
    return new Machine(
        processor(root.resolve("proc/cpuinfo")),
        property("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        VectorSupport.preferredBits(),
        (property("java.vendor") + " " + property("java.runtime.version")).strip(),
        (property("os.name") + " " + property("os.version")).strip(),
        cache(caches, "1", "Data"),
        cache(caches, "2", "Unified"));
  }

  private static String property(String key) {
    return System.getProperty(key, "");
  }

  /** From Linux's description of the processors, or the variable that Windows sets. */
  private static String processor(Path cpuinfo) {
    return text(cpuinfo).stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
        .orElse("");
  }

  private static long cache(Path caches, String level, String type) {
    for (int i = 0; i < 8; i++) {
      Path index = caches.resolve("index" + i);
      if (text(index.resolve("level")).equals(Optional.of(level))
          && text(index.resolve("type")).equals(Optional.of(type))) {
        return text(index.resolve("size")).map(Machine::bytes).orElse(0L);
      }
    }
    return 0;
  }

  /** The bytes of a size such as {@code 48K}; 0 when it is none. */
  static long bytes(String size) {
    if (!size.matches("[0-9]{1,12}[KMG]?")) {
      return 0;
    }
    String digits = size.replaceAll("[KMG]", "");
    int shift = " KMG".indexOf(size.charAt(size.length() - 1)) * 10;
    return Long.parseLong(digits) << Math.max(0, shift);
  }

  /** The text of a file that another system, or a container, may not have. */
  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException | SecurityException absent) {
      return Optional.empty();
    }
  }
}
