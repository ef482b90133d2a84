package dev.orrery.cli;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.error.OrreryException;
import dev.orrery.core.hyperparameter.EditDistance;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Every failure as one sentence on standard error, or one JSON object on standard output. */
final class Failures {

  private Failures() {}

  /** A command line that cannot be understood. */
  static int onBadCommandLine(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    String message = e.getMessage().strip();
    if (e.getCause() instanceof OrreryException told) {
      message = told.getMessage();
    }
    boolean json = Arrays.asList(args).contains("--json");
    tell(line, json, "Customer Error", message + suggestion(e), null);
    if (!json) {
      line.getErr().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
    }
    return 2;
  }

  /** The command or option that was perhaps meant. */
  private static String suggestion(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    String word = unmatched.getUnmatched().getFirst();
    CommandLine line = e.getCommandLine();
    Stream<String> known =
        word.startsWith("-")
            ? line.getCommandSpec().optionsMap().keySet().stream()
            : line.getSubcommands().keySet().stream();
    return known
        .min(Comparator.comparingInt(name -> EditDistance.of(name, word)))
        .filter(name -> EditDistance.of(name, word) <= Math.max(1, word.length() / 3))
        .map(name -> ". Did you mean '" + name + "'?")
        .orElse("");
  }

  /** Runs the last command; memory that does not suffice is a failure like any other. */
  static int tellingOfMemory(ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (OutOfMemoryError e) {
      ParseResult innermost = parsed;
      while (innermost.hasSubcommand()) {
        innermost = innermost.subcommand();
      }
      return onOutOfMemory(e, innermost.commandSpec().commandLine(), OutputOptions.json(parsed));
    }
  }

  /** A command that failed. */
  static int onFailure(Exception e, CommandLine line, ParseResult parsed) {
    boolean json = OutputOptions.json(parsed);
    if (OutputOptions.verbose(parsed)) {
      e.printStackTrace(line.getErr());
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError memory) {
        return onOutOfMemory(memory, line, json);
      }
    }
    if (e instanceof OrreryException told) {
      tell(line, json, told.kind(), told.getMessage(), told.where().orElse(null));
      return told.exitCode();
    }
    OrreryException told = ofFileSystem(e);
    if (told != null) {
      tell(line, json, told.kind(), told.getMessage(), told.where().orElse(null));
      return told.exitCode();
    }
    tell(
        line,
        json,
        "Algorithm Error",
        "Something went wrong inside Orrery: " + e + " (--verbose shows where)",
        null);
    return 1;
  }

  /** Memory that ran out in spite of what was checked before. */
  private static int onOutOfMemory(OutOfMemoryError e, CommandLine line, boolean json) {
    tell(
        line,
        json,
        "Customer Error",
        "Out of Memory ("
            + e.getMessage()
            + "; Java may use "
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MiB). Please reduce the batch size or the size of the model, or set"
            + " ORRERY_JAVA_OPTS=-Xmx to more",
        "memory");
    return 2;
  }

  /** What the file system says, in words. */
  private static OrreryException ofFileSystem(Exception e) {
    Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
    return switch (cause) {
      case NoSuchFileException missing ->
          new CustomerError("There is no such file or folder", missing.getFile(), missing);
      case AccessDeniedException denied ->
          new CustomerError("Access is denied", denied.getFile(), denied);
      case FileSystemException other ->
          new CustomerError(
              other.getReason() == null ? "It cannot be read or written" : other.getReason(),
              other.getFile(),
              other);
      case IOException other ->
          new CustomerError("Reading or writing failed: " + other.getMessage(), null, other);
      default -> null;
    };
  }

  private static void tell(
      CommandLine line, boolean json, String kind, String message, String where) {
    if (json) {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("kind", kind);
      error.put("message", message);
      error.put("where", where);
      line.getOut().println(Json.line(Map.of("error", error)));
      line.getOut().flush();
      return;
    }
    PrintWriter err = line.getErr();
    boolean told = where == null || message.contains(where);
    err.println(kind + ": " + (told ? "" : where + ": ") + message);
    err.flush();
  }
}
