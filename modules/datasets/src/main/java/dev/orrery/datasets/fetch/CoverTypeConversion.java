package dev.orrery.datasets.fetch;

import dev.orrery.core.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Forest cover types: a header is added, and the types 1 to 7 become 0 to 6, which is what the
 * classifiers take.
 */
final class CoverTypeConversion implements Conversion {

  private static final int CELLS = 55;
  private static final long MOST_ROWS = 1_000_000;

  @Override
  public List<Made> convert(Map<String, Path> files, Path folder, Consumer<String> notes)
      throws IOException {
    Path from = files.values().iterator().next();
    String file = "covertype.csv.gz";
    long rows =
        CsvLines.copy(
            from,
            0,
            folder.resolve(file),
            String.join(",", features()) + ",cover_type",
            MOST_ROWS,
            "54 whole numbers and a cover type from 1 to 7",
            cells -> {
              if (cells.length != CELLS || !cells[CELLS - 1].matches("[1-7]")) {
                return null;
              }
              for (int j = 0; j < CELLS - 1; j++) {
                if (!cells[j].matches("-?\\d{1,6}")) {
                  return null;
                }
              }
              cells[CELLS - 1] = Integer.toString(Integer.parseInt(cells[CELLS - 1]) - 1);
              return cells;
            });
    notes.accept(Text.format("%,d cells of forest; cover types 1 to 7 are 0 to 6", rows));
    return List.of(new Made(file, rows, features()));
  }

  /** Names after the repository's own description of the columns. */
  static List<String> features() {
    List<String> names =
        new ArrayList<>(
            List.of(
                "elevation",
                "aspect",
                "slope",
                "horizontal_distance_to_hydrology",
                "vertical_distance_to_hydrology",
                "horizontal_distance_to_roadways",
                "hillshade_9am",
                "hillshade_noon",
                "hillshade_3pm",
                "horizontal_distance_to_fire_points"));
    for (int area = 0; area < 4; area++) {
      names.add("wilderness_area_" + area);
    }
    for (int soil = 0; soil < 40; soil++) {
      names.add("soil_type_" + soil);
    }
    return names;
  }
}
