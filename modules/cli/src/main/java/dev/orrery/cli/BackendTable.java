package dev.orrery.cli;

import dev.orrery.core.algorithm.Description;
import dev.orrery.core.algorithm.WorkTable;
import dev.orrery.kernels.Operation;
import dev.orrery.kernels.OptionalBackend;
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

  /** The rows under their heads, as aligned lines. */
  static List<String> lines(Description description) {
    List<List<String>> rows = new ArrayList<>(List.of(WorkTable.heads()));
    rows.addAll(WorkTable.rows(description));
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
          places.put(backend.backendName(), WorkTable.place(backend, operation));
        }
        kernels.put(operation.method(), places);
      }
      row.put("kernels", kernels);
      rows.add(row);
    }
    return rows;
  }
}
