package dev.orrery.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples compile and run, and docs/api.md shows their sources and what they print. {@code
 * -Dorrery.write=true} writes both into the page.
 */
class ExamplesTest {

  private static final Path DOCS = Path.of(System.getProperty("orrery.root")).resolve("docs");
  private static final Path PAGE = DOCS.resolve("api.md");

  @TempDir private Path classes;

  static List<String> examples() throws IOException {
    try (Stream<Path> files = Files.list(DOCS.resolve("examples"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .sorted()
          .toList();
    }
  }

  @Test
  void thereIsOnePerAlgorithm() throws IOException {
    assertThat(examples()).hasSize(BuilderSource.ALL.size());
    for (BuilderSource builder : BuilderSource.ALL) {
      assertThat(examples()).filteredOn(name -> name.startsWith(builder.prefix())).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void thePageShowsTheSourceAndWhatItPrints(String name) throws Exception {
    Path source = DOCS.resolve("examples").resolve(name + ".java");
    String shown =
        "```java\n" + Files.readString(source) + "```\n\n```text\n" + printed(name, source) + "```";
    String page = Files.readString(PAGE);
    Matcher block =
        Pattern.compile(
                "(?<=\\(examples/" + name + "\\.java\\)\n\n)```java\n.*?```\n\n```text\n.*?```",
                Pattern.DOTALL)
            .matcher(page);
    assertThat(block.find()).as("the page names " + name).isTrue();
    if (Boolean.getBoolean("orrery.write")) {
      Files.writeString(
          PAGE, page.substring(0, block.start()) + shown + page.substring(block.end()));
      return;
    }
    assertThat(block.group()).isEqualTo(shown);
  }

  private String printed(String name, Path source) throws Exception {
    compile(source);
    URL[] place = {classes.toUri().toURL()};
    PrintStream before = System.out;
    Locale locale = Locale.getDefault();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(place, ExamplesTest.class.getClassLoader());
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      Class<?> type = loader.loadClass(name);
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      Method main = type.getDeclaredMethod("main");
      main.setAccessible(true);
      System.setOut(out);
      Locale.setDefault(Locale.ROOT);
      main.invoke(constructor.newInstance());
    } finally {
      System.setOut(before);
      Locale.setDefault(locale);
    }
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private void compile(Path source) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-d",
              classes.toString(),
              "-cp",
              System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
              "-Xlint:all,-path,-classfile",
              "-Werror");
      assertThat(
              compiler
                  .getTask(null, files, null, options, null, files.getJavaFileObjects(source))
                  .call())
          .isTrue();
    }
  }
}
