package dev.orrery.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orrery.cli.notebook.Jupyter;
import dev.orrery.cli.notebook.LentKernel;
import dev.orrery.cli.notebook.NotebookCommand;
import dev.orrery.cli.notebook.NotebookFile;
import dev.orrery.cli.notebook.NotebookRunner;
import dev.orrery.core.error.CustomerError;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every notebook runs from top to bottom, and the outputs in its file are those of the run. */
class NotebooksTest {

  private static final Path ROOT = Path.of(System.getProperty("orrery.root"));
  private static final Path FOLDER = ROOT.resolve("notebooks");

  /** Each is a Python and a Java process, which wait for each other. */
  private static final int AT_ONCE = 2;

  private static Optional<List<String>> converter;
  private static LentKernel kernel;
  private static ExecutorService threads;

  @BeforeAll
  static void findJupyter() throws IOException {
    converter = Jupyter.converter();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    kernel = LentKernel.of(List.of(classPath.split(File.pathSeparator)), ROOT);
    threads = Executors.newFixedThreadPool(AT_ONCE);
  }

  @AfterAll
  static void takeKernelBack() {
    threads.shutdownNow();
    kernel.close();
  }

  private static NotebookRunner runner() {
    boolean mayBeMissing = !"true".equals(System.getenv("CI"));
    assumeTrue(converter.isPresent() || !mayBeMissing, "Jupyter was not found; " + Jupyter.CURE);
    assertThat(converter).as("Jupyter, which .ci/setup installs").isPresent();
    return new NotebookRunner(converter.get(), kernel);
  }

  @TestFactory
  Stream<DynamicTest> runsAndAnswersAsItsFileSays() throws IOException {
    NotebookRunner runner = runner();
    Map<Path, Future<NotebookFile>> runs = new LinkedHashMap<>();
    for (Path file : NotebookCommand.all(FOLDER)) {
      runs.put(file, threads.submit(() -> runner.run(file)));
    }
    return runs.entrySet().stream()
        .map(
            run ->
                DynamicTest.dynamicTest(
                    run.getKey().getFileName().toString(),
                    () ->
                        assertThat(NotebookRunner.differences(run.getKey(), run.getValue().get()))
                            .as("./orrery notebook --execute writes the outputs of a run")
                            .isEmpty()));
  }

  @Test
  void aCellThatThrowsFailsAndSaysSo() {
    assertThatThrownBy(() -> runner().run(resource("a-cell-throws.ipynb")))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("A cell fails")
        .hasMessageContaining("the kettle is empty");
  }

  @Test
  void aCellThatDoesNotCompileFails() {
    assertThatThrownBy(() -> runner().run(resource("a-cell-does-not-compile.ipynb")))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("A cell fails")
        .hasMessageContaining("int kettle =");
  }

  @Test
  void anAnswerThatThrowsFails() {
    assertThatThrownBy(() -> runner().run(resource("an-answer-throws.ipynb")))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("the answer is wrong");
  }

  @Test
  void otherOutputsThanThoseOfTheFileAreTold() throws Exception {
    Path file = resource("other-outputs.ipynb");

    List<String> differences = NotebookRunner.differences(file, runner().run(file));

    // the second cell varies, so its other time is no difference; the third draws a smaller picture
    assertThat(differences).hasSize(2);
    assertThat(differences.getFirst()).contains("cell 1").contains("2").contains("3");
    assertThat(differences.getLast()).contains("cell 3").contains("1000 x 625 pixels");
  }

  @TestFactory
  Stream<DynamicTest> holdsNothingOfTheMachine() throws IOException {
    String host = InetAddress.getLocalHost().getHostName();
    return NotebookCommand.all(FOLDER).stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      String text = Files.readString(file).replaceAll("\"image/png\": .*", "");
                      assertThat(text)
                          .doesNotContain("/home/", "/root", "/tmp/", "/Users/", "C:\\\\")
                          .doesNotContain(ROOT.toString(), "\"execution\"", "iopub")
                          .doesNotContainPattern(
                              "\\b" + java.util.regex.Pattern.quote(host) + "\\b")
                          .doesNotContainPattern("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d");
                    }));
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(NotebooksTest.class.getResource("/" + name).toURI());
  }
}
