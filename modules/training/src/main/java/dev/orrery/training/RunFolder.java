package dev.orrery.training;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The folder of one training run. */
public final class RunFolder {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path path;
  private Consumer<RunRecord> audience = record -> {};

  private RunFolder(Path path) {
    this.path = path;
  }

  /**
   * The folder below which runs lie unless another is asked for: {@code runs} in the working
   * directory, or what the system property {@code orrery.runs} or the environment variable {@code
   * ORRERY_RUNS} names.
   */
  public static Path runs() {
    String named = System.getProperty("orrery.runs", System.getenv("ORRERY_RUNS"));
    return Path.of(named == null || named.isBlank() ? "runs" : named);
  }

  /**
   * Makes the folder for a new run.
   *
   * @param asked the folder that was asked for, which must be new, empty, or of a run that failed
   *     and left neither model nor checkpoint; null for a new one named after algorithm and time
   *     below {@link #runs}
   */
  public static RunFolder create(Path asked, String algorithm) throws IOException {
    if (asked != null) {
      if (Files.isRegularFile(asked)) {
        throw new CustomerError(
            "The run's folder is a file; expected a new or empty folder", "--out " + asked);
      }
      if (Files.isRegularFile(asked.resolve("run.json"))) {
        return takeOver(new RunFolder(asked));
      }
      if (Files.isDirectory(asked)) {
        try (Stream<Path> content = Files.list(asked)) {
          if (content.findAny().isPresent()) {
            throw new CustomerError(
                "The run's folder is not empty; expected a new or empty one", "--out " + asked);
          }
        }
      }
      return new RunFolder(made(asked, "--out " + asked));
    }
    Path runs = made(runs(), "--out");
    String name = algorithm + "-" + LocalDateTime.now().format(STAMP);
    for (int i = 1; ; i++) {
      try {
        return new RunFolder(Files.createDirectory(runs.resolve(i == 1 ? name : name + "-" + i)));
      } catch (FileAlreadyExistsException e) {
        // another run began in the same second: try the next number
      }
    }
  }

  private static Path made(Path folder, String where) throws IOException {
    try {
      return Files.createDirectories(folder);
    } catch (FileSystemException e) {
      throw new CustomerError(
          Text.format("The folder %s cannot be made; expected --out to name one that can", folder),
          where,
          e);
    }
  }

  private static RunFolder takeOver(RunFolder earlier) throws IOException {
    String status = earlier.read().status();
    if (!status.equals("Failed")
        || Files.exists(earlier.model())
        || Files.exists(earlier.checkpoint())) {
      throw new CustomerError(
          "The run's folder holds another run ("
              + status
              + "); expected a new or empty folder"
              + (status.equals("Completed") ? "" : ", or 'orrery resume' to go on with that run"),
          "--out " + earlier.path());
    }
    return earlier;
  }

  /**
   * The folder of an earlier run.
   *
   * @throws CustomerError when it is none
   */
  public static RunFolder open(Path path) {
    if (!Files.exists(path)) {
      throw new CustomerError("There is no such run folder; one holds a run.json", path.toString());
    }
    if (!Files.isRegularFile(path.resolve("run.json"))) {
      throw new CustomerError("This is not a run's folder: it has no run.json", path.toString());
    }
    return new RunFolder(path);
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** SageMaker's model archive. */
  public Path model() {
    return path.resolve("model.tar.gz");
  }

  /** Metrics as JSON Lines. */
  public Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  /** The log in SageMaker's grammar. */
  public Path log() {
    return path.resolve("training.log");
  }

  /** The final state, where the run was asked to keep it. */
  public Path state() {
    return path.resolve("state.bin");
  }

  /** Where a stopped training goes on from. */
  Path checkpoint() {
    return path.resolve("checkpoint.bin");
  }

  /**
   * Keeps other processes from training in this folder until the channel is closed.
   *
   * @throws CustomerError when another process trains in it now
   */
  FileChannel lock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // held by this very process: told below like any other
    }
    channel.close();
    throw new CustomerError("Another process is training in this run's folder", path.toString());
  }

  /** Whether a process trains in this folder now; a run under way without one was killed. */
  public boolean isBusy() throws IOException {
    Path lock = path.resolve(".lock");
    if (!Files.isRegularFile(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  /** Tells somebody of every record that is written from now on, once it is there. */
  public void tell(Consumer<RunRecord> listener) {
    audience = listener;
  }

  /** Replaces {@code run.json}. */
  void write(RunRecord record) throws IOException {
    AtomicFiles.write(path.resolve("run.json"), JSON.writeValueAsString(record) + "\n");
    audience.accept(record);
  }

  /**
   * Reads {@code run.json}.
   *
   * @throws CustomerError when it is damaged or of a later Orrery
   */
  public RunRecord read() throws IOException {
    Path file = path.resolve("run.json");
    try {
      JsonNode json = JSON.readTree(Files.readString(file));
      int format = json.path("format").asInt();
      if (format > RunRecord.FORMAT) {
        throw new CustomerError(
            "The run was written by a later Orrery (format "
                + format
                + "; this version reads up to "
                + RunRecord.FORMAT
                + ")",
            file.toString());
      }
      if (format < 1) {
        throw new CustomerError("This is not the record of a run", file.toString());
      }
      return JSON.treeToValue(json, RunRecord.class);
    } catch (JacksonException e) {
      throw new CustomerError("The run's record cannot be read", file.toString(), e);
    }
  }
}
