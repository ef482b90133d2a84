package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.training.rule.RuleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every command of docs/rules.md and holds what it prints to the block below it. */
class RulesPageTest {

  private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w+)\n(.*?)```");
  private static final Pattern FIGURE = Pattern.compile("-?\\d+(\\.\\d+)?(e-?\\d+)?");
  private static final Pattern STATUS = Pattern.compile("(?m)^  rule    (\\w+): (\\w+)$");

  @TempDir private Path folder;

  private final Path root = Path.of(System.getProperty("orrery.root"));
  private int runs;

  @Test
  void everyCommandPrintsWhatThePageSays() throws Exception {
    String page = Files.readString(root.resolve("docs/rules.md"));
    String printed = null;
    Set<String> seen = new TreeSet<>();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      String content = block.group(2);
      switch (block.group(1)) {
        case "json" -> Files.writeString(folder.resolve("rules.json"), content);
        case "sh" -> printed = runAll(content);
        case "text" -> {
          for (String line : content.strip().lines().toList()) {
            assertThat(masked(printed)).contains(masked(line.strip()));
          }
          Matcher status = STATUS.matcher(printed);
          while (status.find()) {
            seen.add(status.group(1) + " " + status.group(2));
          }
        }
        default -> throw new AssertionError("no such block: " + block.group(1));
      }
    }
    for (RuleKind kind : RuleKind.values()) {
      assertThat(page).contains("## " + kind.text() + "\n", "./orrery " + kind.example() + "\n");
      assertThat(seen).contains(kind.text() + " NoIssuesFound");
      if (kind != RuleKind.EXPLODING_TENSOR) { // its run fails; TensorRulesTest sees its record
        assertThat(seen).contains(kind.text() + " IssuesFound");
      }
    }
  }

  /** Figures may differ in their last digits from one vector width to another. */
  private static String masked(String text) {
    return FIGURE.matcher(text).replaceAll("#");
  }

  /** What the last of some commands prints. */
  private String runAll(String commands) throws Exception {
    String printed = "";
    for (String command : commands.strip().lines().toList()) {
      printed = command.startsWith("./orrery ") ? orrery(command) : shell(command);
    }
    return printed;
  }

  private String orrery(String command) {
    List<String> arguments = new ArrayList<>();
    for (String word : command.substring("./orrery ".length()).split(" ")) {
      arguments.add(
          word.replaceFirst("^((few|others)\\.csv|rules\\.json|runs/first)$", folder + "/$1")
              .replace("=runs/first", "=" + folder + "/runs/first"));
    }
    if (arguments.getFirst().equals("run")) {
      arguments.add("--no-report");
      if (!arguments.contains("--out")) {
        arguments.addAll(List.of("--out", folder.resolve("run" + runs++).toString()));
      }
    }
    Cli.Outcome outcome = Cli.run(arguments.toArray(String[]::new));
    return outcome.out() + outcome.err();
  }

  private String shell(String command) throws IOException, InterruptedException {
    String here = command.replace("datasets/", root.resolve("datasets") + "/");
    Process process =
        new ProcessBuilder("sh", "-c", here).directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
    return "";
  }
}
