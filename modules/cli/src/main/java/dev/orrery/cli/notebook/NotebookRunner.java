package dev.orrery.cli.notebook;

import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs notebooks from top to bottom without a screen, through nbconvert, and the answers of their
 * exercises after the last cell.
 */
public final class NotebookRunner {

  /** Seconds that a cell may take. */
  private static final int CELL_SECONDS = 300;

  /** Seconds that all cells together may take. */
  private static final int NOTEBOOK_SECONDS = 1200;

  /** Seconds after which a kernel that says nothing has hung at its start. */
  private static final int START_SECONDS = 15;

  /**
   * What nbconvert says then. About one start in ten hangs so with this kernel (3.0.1), whatever
   * the notebook; only this is tried again.
   */
  static final String HUNG = "Kernel didn't respond in";

  private static final int MOST_STARTS = 5;

  /** Where nbconvert begins to tell of a cell that failed. */
  private static final String CELL_FAILED = "An error occurred while executing the following cell:";

  /** Letters that color a terminal. */
  private static final Pattern COLORS = Pattern.compile("\u001B\\[[0-9;]*m");

  private final List<String> converter;
  private final LentKernel kernel;

  /**
   * A runner; several notebooks may run at once.
   *
   * @param converter how nbconvert is called
   * @param kernel open as long as this is used
   */
  public NotebookRunner(List<String> converter, LentKernel kernel) {
    this.converter = List.copyOf(converter);
    this.kernel = kernel;
  }

  /**
   * Runs a notebook and its answers in a folder of their own. The file stays as it is.
   *
   * @return the notebook with the outputs of this run
   * @throws CustomerError with the cell and its failure, when one fails
   */
  public NotebookFile run(Path file) throws IOException, InterruptedException {
    NotebookFile notebook = NotebookFile.read(file);
    int cells = notebook.cells().size();
    NotebookFile whole = notebook.copy();
    Answers.of(notebook).forEach(code -> whole.add(true, code, List.of()));
    Path folder = Files.createTempDirectory(kernel.folder(), "run");
    Path in = folder.resolve("in.ipynb");
    whole.write(in);
    Path log = folder.resolve("log");
    for (int start = 1; ; start++) {
      if (convert(in, log)) {
        break;
      }
      String said = Files.readString(log);
      if (!said.contains(HUNG) || start == MOST_STARTS) {
        throw failure(file, said);
      }
    }
    NotebookFile result = NotebookFile.read(folder.resolve("out.ipynb"));
    result.truncate(cells);
    result.strip();
    return result;
  }

  private boolean convert(Path in, Path log) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(converter);
    words.addAll(
        List.of(
            "--to",
            "notebook",
            "--execute",
            "--ExecutePreprocessor.kernel_name=" + LentKernel.NAME,
            "--ExecutePreprocessor.startup_timeout=" + START_SECONDS,
            "--ExecutePreprocessor.timeout=" + CELL_SECONDS,
            "--output",
            "out",
            in.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(in.getParent().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Jupyter.nothing()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    kernel.keepApart(builder);
    try (ChildProcess process = new ChildProcess(builder.start(), kernel::close)) {
      return process
              .waitFor(NOTEBOOK_SECONDS)
              .orElseThrow(
                  () ->
                      new CustomerError(
                          "The notebook did not end in " + NOTEBOOK_SECONDS + " seconds",
                          in.toString()))
          == 0;
    }
  }

  private static CustomerError failure(Path file, String colored) {
    String said = COLORS.matcher(colored).replaceAll("");
    int at = said.indexOf(CELL_FAILED);
    return new CustomerError(
        at < 0
            ? "The notebook could not be run: " + said.strip()
            : "A cell fails. " + said.substring(at).strip(),
        file.getFileName().toString());
  }

  /**
   * How the outputs of a run differ from those in the file.
   *
   * @return a sentence for each cell that does; empty when none does
   */
  public static List<String> differences(Path file, NotebookFile run) throws IOException {
    List<Cell> written = NotebookFile.read(file).cells();
    List<Cell> now = run.cells();
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      List<String> before = written.get(i).answers();
      List<String> after = now.get(i).answers();
      if (!before.equals(after)) {
        differences.add(
            "cell "
                + (i + 1)
                + " answered\n"
                + String.join("\n", after)
                + "\nand the file has\n"
                + String.join("\n", before));
      }
    }
    return differences;
  }
}
