package dev.orrery.cli;

import dev.orrery.core.error.CustomerError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hyperparameters as they are given on the command line. */
final class Pairs {

  private Pairs() {}

  /**
   * The values by name; of a name given twice the last counts.
   *
   * @param pairs each {@code name=value}
   */
  static Map<String, String> parse(List<String> pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new CustomerError(
            "Expected a hyperparameter as name=value, found '" + pair + "'", "--hp");
      }
      map.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return map;
  }
}
