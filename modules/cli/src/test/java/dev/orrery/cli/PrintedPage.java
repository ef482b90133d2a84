package dev.orrery.cli;

import dev.orrery.core.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Runs the commands of one page, in order, in the folder that the process was started in; a process
 * of its own, because Java cannot change its folder.
 */
final class PrintedPage {

  /** What a block's other lines may begin with and is not run: it builds, installs or fetches. */
  private static final List<String> NOT_RUN =
      List.of(
          "mvn ", "git ", "apt ", "sudo ", "source ", "java ", "curl ", "export ", "cd ", "pip ");

  private PrintedPage() {}

  /**
   * Runs the page of the first argument below the root of the second, and appends what took how
   * long to the file of the third. Ends with 1, after a sentence, at the first command that does
   * not end as its page says.
   */
  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[1]);
    System.setProperty("orrery.root", root.toString());
    List<String> times = new ArrayList<>();
    for (PrintedCommand command :
        PrintedCommand.of(args[0], Files.readString(root.resolve(args[0])))) {
      if (!command.isOrrery()) {
        shell(command);
      } else if (command.slow()) {
        Cli.understands(command.arguments());
      } else {
        long start = System.nanoTime();
        run(command);
        times.add(Text.format("%6.1f s  %s", (System.nanoTime() - start) / 1e9, command));
      }
    }
    Path file = Path.of(args[2]);
    if (Files.exists(file)) {
      times.addAll(Files.readAllLines(file));
    }
    Files.write(file, times.stream().sorted(Comparator.reverseOrder()).toList());
    System.exit(0);
  }

  private static void run(PrintedCommand command) throws IOException {
    PrintStream ours = System.out;
    ByteArrayOutputStream answers = new ByteArrayOutputStream(); // predict's are bytes
    Cli.Outcome outcome;
    try (PrintStream theirs = new PrintStream(answers, false, StandardCharsets.UTF_8)) {
      System.setOut(theirs);
      outcome = Cli.run(command.arguments());
    } finally {
      System.setOut(ours);
    }
    if (outcome.code() != command.exitCode()) {
      System.out.println(
          command + "\nends with " + outcome.code() + ", expected " + command.exitCode());
      System.out.println(outcome.out() + outcome.err());
      System.exit(1);
    }
    if (command.output().isPresent()) {
      answers.writeBytes(outcome.out().getBytes(StandardCharsets.UTF_8));
      Files.write(Path.of(command.output().get()), answers.toByteArray());
    }
  }

  /** What prepares the commands, such as {@code head -n 5 a.csv > b.csv}. */
  static void shell(PrintedCommand command) throws IOException, InterruptedException {
    if (NOT_RUN.stream().anyMatch((command.text() + " ")::startsWith)) {
      return;
    }
    int code = new ProcessBuilder("sh", "-c", command.text()).inheritIO().start().waitFor();
    if (code != 0) {
      System.out.println(command + "\nends with " + code);
      System.exit(1);
    }
  }
}
