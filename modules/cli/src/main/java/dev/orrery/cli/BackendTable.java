package dev.orrery.cli;

import dev.orrery.core.algorithm.Description;
import dev.orrery.kernels.Operation;
import dev.orrery.kernels.OptionalBackend;
import dev.orrery.kernels.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which kernel of an algorithm runs where. The backends {@code textbook}, {@code scalar} and {@code
 * simd} are code of the host's CPU and compute every kernel themselves.
 */
final class BackendTable {

  private BackendTable() {}

  private static List<List<String>> rows(Description description) {
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

  /** The rows under their heads, as aligned lines. */
  static List<String> lines(Description description) {
    List<List<String>> rows = new ArrayList<>(List.of(heads()));
    rows.addAll(rows(description));
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        line.append(row.get(c)).append(" ".repeat(widths[c] - row.get(c).length() + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static List<String> heads() {
    List<String> heads = new ArrayList<>(List.of("stage", "kernel"));
    for (OptionalBackend backend : OptionalBackend.values()) {
      heads.add(backend.backendName());
    }
    return heads;
  }

  /** The same for a program. */
  static List<Map<String, Object>> json(Description description) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Description.Work work : description.work()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("stage", work.stage());
      Map<String, Object> kernels = new LinkedHashMap<>();
      for (Operation operation : work.operations()) {
        Map<String, String> places = new LinkedHashMap<>();
        for (OptionalBackend backend : OptionalBackend.values()) {
          places.put(backend.backendName(), place(backend, operation));
        }
        kernels.put(operation.method(), places);
      }
      row.put("kernels", kernels);
      rows.add(row);
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

  private static String place(OptionalBackend backend, Operation operation) {
    return backend.place(operation) == Place.BACKEND ? backend.backendName() : "host";
  }
}
