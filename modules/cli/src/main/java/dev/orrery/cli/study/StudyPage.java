package dev.orrery.cli.study;

import dev.orrery.core.error.CustomerError;
import dev.orrery.report.comparison.Comparison;
import dev.orrery.report.comparison.ComparisonReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The page of a study. */
public final class StudyPage {

  private StudyPage() {}

  /**
   * The folder of the page.
   *
   * @param out the one that was asked for, or null
   * @param usual the one it has otherwise
   * @throws CustomerError when the one that was asked for cannot be one
   */
  public static Path folder(Path out, Path usual) {
    if (out != null && Files.exists(out) && !Files.isDirectory(out)) {
      throw new CustomerError("Expected a folder for the page, found a file", "--out " + out);
    }
    return out == null ? usual : out;
  }

  /**
   * Writes it. The figures have taken their time and are told in any case, so that a page that
   * cannot be written is a warning.
   *
   * @param warnings takes it
   */
  public static Optional<Path> write(
      Comparison comparison,
      Optional<ComparisonReport.Data> data,
      Path folder,
      List<String> warnings) {
    try {
      return Optional.of(ComparisonReport.write(comparison, data, folder).page());
    } catch (IOException | UncheckedIOException e) {
      warnings.add("The page is not written: " + e.getMessage());
      return Optional.empty();
    }
  }
}
