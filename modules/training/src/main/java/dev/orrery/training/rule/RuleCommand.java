package dev.orrery.training.rule;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program that is run when a rule fires: without a shell, and for a bounded time. */
final class RuleCommand {

  private RuleCommand() {}

  /**
   * The words of a command: blanks part them, but for those within quotes.
   *
   * @throws CustomerError when there are none, or a quote is left open
   */
  static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean begun = false;
    for (char c : command.toCharArray()) {
      if (quote != 0 && c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        begun = true;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    if (words.isEmpty() || quote != 0) {
      throw new CustomerError(
          "Expected a program and its arguments, with every quote closed", "--rule-command");
    }
    return words;
  }

  /**
   * Runs it to its end.
   *
   * @param run the run's folder
   * @param seconds most that it may take
   * @return what went wrong, in one sentence; empty when nothing did
   */
  static Optional<String> run(List<String> words, String rule, long step, Path run, long seconds) {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("ORRERY_RULE", rule);
    builder.environment().put("ORRERY_STEP", Long.toString(step));
    builder.environment().put("ORRERY_RUN", run.toAbsolutePath().toString());
    builder.redirectInput(ProcessBuilder.Redirect.PIPE);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    String name = Text.format("The command '%s' of the rule %s ", words.getFirst(), rule);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return Optional.of(name + "took more than " + seconds + " seconds and was ended");
      }
      return process.exitValue() == 0
          ? Optional.empty()
          : Optional.of(name + "failed with exit code " + process.exitValue());
    } catch (IOException e) {
      return Optional.of(name + "could not be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(name + "was interrupted");
    }
  }
}
