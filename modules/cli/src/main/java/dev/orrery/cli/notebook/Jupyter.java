package dev.orrery.cli.notebook;

import dev.orrery.core.error.CustomerError;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The Jupyter of this machine. Several Pythons may lie on the path of which only one has it, so
 * each candidate is started once and the first that truly answers is taken.
 */
public final class Jupyter {

  /** What to do where there is none. */
  public static final String CURE =
      "install it, on Debian and Ubuntu by 'apt install python3-notebook jupyter-nbconvert"
          + " jupyter-client', elsewhere by 'pip install notebook nbconvert'";

  private static final long SECONDS_TO_ANSWER = 30;

  private Jupyter() {}

  /**
   * How nbconvert is called here, which runs notebooks without a screen.
   *
   * @return the words before its own arguments; empty when no Jupyter has it
   */
  public static Optional<List<String>> converter() {
    return first(candidates("nbconvert", "nbconvert"));
  }

  /**
   * How nbconvert is called here.
   *
   * @throws CustomerError when no Jupyter has it
   */
  static List<String> requiredConverter() {
    return converter()
        .orElseThrow(
            () ->
                new CustomerError(
                    "Running notebooks needs Jupyter's nbconvert, which was not found; " + CURE,
                    "Jupyter"));
  }

  /**
   * How the server of notebooks is called here: the classic one, or Jupyter Lab.
   *
   * @throws CustomerError when there is neither
   */
  static List<String> requiredServer() {
    List<List<String>> all = new ArrayList<>(candidates("notebook", "notebook"));
    all.addAll(candidates("lab", "jupyterlab"));
    return first(all)
        .orElseThrow(
            () ->
                new CustomerError(
                    "Jupyter was not found on the PATH nor as a module of any python3; " + CURE,
                    "Jupyter"));
  }

  /**
   * @param command of {@code jupyter}
   * @param module of Python that does the same
   */
  private static List<List<String>> candidates(String command, String module) {
    List<List<String>> all = new ArrayList<>();
    programs("jupyter").forEach(jupyter -> all.add(List.of(jupyter, command)));
    programs("python3").forEach(python -> all.add(List.of(python, "-m", module)));
    programs("python").forEach(python -> all.add(List.of(python, "-m", module)));
    return all;
  }

  /** Every program of a name, those on the path first. */
  private static List<String> programs(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(
            Stream.of(path.split(File.pathSeparator)).filter(folder -> !folder.isEmpty()),
            Stream.of(
                "/usr/bin",
                "/usr/local/bin",
                "/opt/homebrew/bin",
                System.getProperty("user.home", "") + "/.local/bin"))
        .flatMap(folder -> Stream.of(Path.of(folder, name), Path.of(folder, name + ".exe")))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .distinct()
        .toList();
  }

  private static Optional<List<String>> first(List<List<String>> candidates) {
    return candidates.stream().filter(Jupyter::answers).findFirst();
  }

  private static boolean answers(List<String> command) {
    List<String> words = new ArrayList<>(command);
    words.add("--version");
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectInput(ProcessBuilder.Redirect.from(nothing()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(SECONDS_TO_ANSWER, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false; // not a program of this machine, so not the one
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A file that is empty on every platform. */
  static File nothing() {
    return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
  }
}
