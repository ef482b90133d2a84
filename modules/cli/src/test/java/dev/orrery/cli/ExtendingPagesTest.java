package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Follows the pages under docs/extending as a reader does: in a copy of the checkout, with Maven
 * and {@code ./orrery}.
 */
@Tag("long")
class ExtendingPagesTest {

  private static final Path ROOT = Path.of(System.getProperty("orrery.root"));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"algorithm", "format", "backend"})
  void everyCommandDoesWhatThePageSays(String name) throws Exception {
    Path copy = folder.resolve("orrery");
    run(ROOT, "git ls-files -z -co --exclude-standard | xargs -0 cp --parents -t '" + copy + "'");
    Page page = Page.read(ROOT.resolve("docs/extending/" + name + ".md"));
    page.follow(copy, copy);
    String printed = "";
    String last = "";
    for (Page.Block block : page.blocks()) {
      if (block.language().equals("sh")) {
        for (String command : block.commands()) {
          printed = run(copy, command);
          last = command;
          assertThat(printed).as(command).doesNotContain("[ERROR]");
        }
      } else if (block.language().equals("text") && block.info().isEmpty()) {
        PrintedOutput.check(last, block.content(), printed);
      }
    }
  }

  /** Standard output of a command that ends with 0. */
  private String run(Path in, String command) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("orrery"));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(List.of("sh", "-c", command))
            .directory(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    boolean ended = process.waitFor(15, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0)
        .as(command + "\n" + Files.readString(out) + Files.readString(err))
        .isTrue();
    return Files.readString(out);
  }
}
