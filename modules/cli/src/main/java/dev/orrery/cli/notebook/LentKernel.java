package dev.orrery.cli.notebook;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder that lends Jupyter our kernel: it goes into {@code JUPYTER_PATH} of one start and is
 * deleted when this is closed, so nothing is installed on the machine.
 */
public final class LentKernel implements AutoCloseable {

  /** The kernel's name in the files of notebooks. */
  public static final String NAME = "orrery";

  /** The kernel's name on the page. */
  public static final String DISPLAY_NAME = "Java 25 (Orrery)";

  private static final String MAIN = "org.rapaio.jupyter.kernel.MainApp";

  /** The jar that is put last, since libraries are packed into it that others bring as well. */
  private static final String JAR = "rapaio-jupyter-kernel";

  private final Path folder;
  private boolean closed;

  private LentKernel(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the kernel into a new folder for temporary files.
   *
   * @param classPath jars and folders of Orrery and of the kernel
   * @param home Orrery's root folder, where the samples are
   */
  public static LentKernel of(List<String> classPath, Path home) throws IOException {
    Path folder = Files.createTempDirectory("orrery-jupyter");
    LentKernel lent = new LentKernel(folder);
    try {
      Path kernel = Files.createDirectories(folder.resolve("kernels").resolve(NAME));
      Map<String, Object> spec = new LinkedHashMap<>();
      spec.put("argv", arguments(classPath, home));
      spec.put("display_name", DISPLAY_NAME);
      spec.put("language", "java");
      spec.put("interrupt_mode", "message");
      spec.put(
          "env",
          Map.of(
              "RJK_COMPILER_OPTIONS",
              "--add-modules jdk.incubator.vector",
              "RJK_TIMEOUT_MILLIS",
              "-1"));
      Files.writeString(kernel.resolve("kernel.json"), new ObjectMapper().writeValueAsString(spec));
      return lent;
    } catch (IOException e) {
      lent.close();
      throw e;
    }
  }

  private static List<String> arguments(List<String> classPath, Path home) {
    List<String> ordered = new ArrayList<>(classPath);
    ordered.sort(Comparator.comparing(entry -> entry.contains(JAR)));
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xlog:disable");
    words.add("-Xlog:all=error:stderr");
    words.add("--add-modules=jdk.incubator.vector");
    words.add("--enable-native-access=ALL-UNNAMED");
    words.add("--sun-misc-unsafe-memory-access=allow");
    words.add("-Djava.awt.headless=true");
    // the same figures and dates in the pictures of every machine
    words.add("-Duser.language=en");
    words.add("-Duser.country=US");
    words.add("-Dorrery.home=" + home);
    words.add("-cp");
    words.add(String.join(File.pathSeparator, ordered));
    words.add(MAIN);
    words.add("{connection_file}");
    return words;
  }

  /** The folder. */
  Path folder() {
    return folder;
  }

  /** Shows the kernel to a process of Jupyter, beside those that are installed. */
  void lendTo(ProcessBuilder process) {
    process
        .environment()
        .merge("JUPYTER_PATH", folder.toString(), (own, ours) -> ours + File.pathSeparator + own);
  }

  /**
   * Also keeps a process of Jupyter from what the user has configured, and what it writes for
   * itself in this folder.
   */
  void keepApart(ProcessBuilder process) {
    lendTo(process);
    for (String variable :
        List.of("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")) {
      process.environment().put(variable, folder.resolve(variable).toString());
    }
  }

  /** Deletes the folder. Whoever comes second, as on Ctrl-C, waits until it is gone. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
