package dev.orrery.core.algorithm;

import dev.orrery.kernels.Operation;
import dev.orrery.kernels.OptionalBackend;
import dev.orrery.kernels.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Which kernel of an algorithm runs where, as a table. The backends {@code textbook}, {@code
 * scalar} and {@code simd} are code of the host's CPU and compute every kernel themselves, so they
 * have no column.
 */
public final class WorkTable {

  private WorkTable() {}

  /** What stands above the columns: stage, kernel, and each backend with a module of its own. */
  public static List<String> heads() {
    List<String> heads = new ArrayList<>(List.of("stage", "kernel"));
    for (OptionalBackend backend : OptionalBackend.values()) {
      heads.add(backend.backendName());
    }
    return heads;
  }

  /**
   * A row per kernel, as wide as the heads; the stage is empty where it is that of the row above.
   */
  public static List<List<String>> rows(Description description) {
    List<List<String>> rows = new ArrayList<>();
    for (Description.Work work : description.work()) {
      String stage = work.stage();
      if (work.operations().isEmpty()) {
        rows.add(row(stage, "(code of the algorithm)", null));
      }
      for (Operation operation : work.operations()) {
        rows.add(row(stage, operation.method(), operation));
        stage = "";
      }
    }
    return rows;
  }

  private static List<String> row(String stage, String kernel, Operation operation) {
    List<String> row = new ArrayList<>(List.of(stage, kernel));
    for (OptionalBackend backend : OptionalBackend.values()) {
      row.add(operation == null ? "host" : place(backend, operation));
    }
    return row;
  }

  /** Where a backend has a kernel computed: its name, or {@code host}. */
  public static String place(OptionalBackend backend, Operation operation) {
    return backend.place(operation) == Place.BACKEND ? backend.backendName() : "host";
  }
}
