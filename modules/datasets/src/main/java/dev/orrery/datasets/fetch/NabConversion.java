package dev.orrery.datasets.fetch;

import dev.orrery.core.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Taxi passengers in New York by half hours: a label is added that is 1 in the windows that the
 * benchmark has for it in {@code labels/combined_windows.json}.
 */
final class NabConversion implements Conversion {

  private static final long MOST_ROWS = 100_000;

  /** First and last half hour: marathon, Thanksgiving, Christmas, New Year, snow storm. */
  private static final String[][] WINDOWS = {
    {"2014-10-30 15:30:00", "2014-11-03 22:30:00"},
    {"2014-11-25 12:00:00", "2014-11-29 19:00:00"},
    {"2014-12-23 11:30:00", "2014-12-27 18:30:00"},
    {"2014-12-29 21:30:00", "2015-01-03 04:30:00"},
    {"2015-01-24 20:30:00", "2015-01-29 03:30:00"}
  };

  @Override
  public List<Made> convert(Map<String, Path> files, Path folder, Consumer<String> notes)
      throws IOException {
    Path from = files.values().iterator().next();
    String file = "nyc-taxi.csv";
    long rows =
        CsvLines.copy(
            from,
            1,
            folder.resolve(file),
            "timestamp,value,anomaly",
            MOST_ROWS,
            "a time such as 2014-07-01 00:00:00 and a number of passengers",
            cells -> {
              boolean row =
                  cells.length == 2
                      && cells[0].matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d")
                      && cells[1].matches("\\d{1,9}(\\.\\d{1,9})?");
              return row ? new String[] {cells[0], cells[1], label(cells[0])} : null;
            });
    notes.accept(Text.format("%,d half hours, five windows labelled", rows));
    return List.of(new Made(file, rows, List.of("value")));
  }

  /** Times so written are in the order of their text. */
  private static String label(String time) {
    for (String[] window : WINDOWS) {
      if (time.compareTo(window[0]) >= 0 && time.compareTo(window[1]) <= 0) {
        return "1";
      }
    }
    return "0";
  }
}
