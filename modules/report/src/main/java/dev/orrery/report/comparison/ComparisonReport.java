package dev.orrery.report.comparison;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.data.Batch;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.core.run.RunContext;
import dev.orrery.report.DrawnPictures;
import dev.orrery.report.Fonts;
import dev.orrery.report.Picture;
import dev.orrery.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The page that compares many trainings, {@code report.html}, one file that needs no other and no
 * network, and its pictures as {@code pictures/*.png} and {@code *.svg}. The same input makes the
 * same bytes on the same machine.
 */
public final class ComparisonReport {

  private ComparisonReport() {}

  /**
   * The data that was trained on, for what an algorithm's own pictures compute from it.
   *
   * @param rows a sample of the training rows in their order, up to a few thousand; may have no
   *     rows
   * @param context kernels, threads and randomness
   * @param featureNames a name per column, or empty
   * @param models trains a setting again
   */
  public record Data(Batch rows, RunContext context, List<String> featureNames, Models models) {

    /** Rows of which no model can be trained again. */
    public Data(Batch rows, RunContext context) {
      this(rows, context, List.of(), values -> Optional.empty());
    }
  }

  /** Trains a setting again, for pictures of what it has learned. */
  @FunctionalInterface
  public interface Models {
    /**
     * The model of the setting's first training; empty where it came to none.
     *
     * @param values the hyperparameters that differ, by name
     */
    Optional<Model> of(Map<String, String> values);
  }

  /** Writes the page and the pictures that need no data. */
  public static RunReport.Written write(Comparison comparison, Path folder) throws IOException {
    return write(comparison, Optional.empty(), folder);
  }

  /**
   * Writes the page and the pictures into a folder, which is made where it is missing. Each file is
   * written beside its place and then moved there, the page last.
   *
   * @param data what was trained on, where it is at hand
   */
  public static RunReport.Written write(Comparison comparison, Optional<Data> data, Path folder)
      throws IOException {
    Settings settings = Settings.of(comparison);
    List<String> warnings = new ArrayList<>(comparison.warnings());
    List<Picture> own = new ArrayList<>();
    DrawnPictures.Written written = new DrawnPictures.Written(List.of(), List.of());
    Optional<String> noFonts = Fonts.missing();
    if (noFonts.isPresent()) {
      warnings.add(noFonts.get());
    } else {
      ComparisonPictures.find(comparison.algorithm())
          .ifPresent(
              drawer ->
                  own.addAll(
                      drawer.pictures(new ComparisonPictures.Context(comparison, settings, data))));
      List<Picture> all = new ArrayList<>(own);
      all.addAll(ViewPictures.of(comparison, settings));
      int threads = data.map(given -> given.context().parallel().threads()).orElse(1);
      written = DrawnPictures.write(all, folder.resolve(RunReport.PICTURES), threads);
    }
    Path page = folder.resolve(RunReport.PAGE);
    String html =
        new ComparisonPage(comparison, settings, warnings, written.shown().subList(0, own.size()))
            .html();
    AtomicFiles.write(page, html);
    return new RunReport.Written(page, written.files());
  }
}
