package dev.orrery.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.formats.ContentType;
import dev.orrery.formats.DataFile;
import dev.orrery.formats.ReadOptions;
import dev.orrery.formats.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was asked for: all that a run's result depends on beside the data and the code. Pure data;
 * it lies in the run folder, and {@code replay} and {@code resume} begin with it.
 *
 * @param algorithm the algorithm's name
 * @param train data argument of the train channel: a sample's name, or an absolute path or glob
 * @param validation data argument of the validation channel, or null
 * @param test data argument of the test channel, or null
 * @param reading how the channels are read
 * @param hyperparameters those that were given, as text
 * @param backend name of the backend, or {@code auto}
 * @param seed seed of all randomness
 * @param hosts number of simulated hosts
 * @param splitRows whether one file's rows are dealt out to the hosts
 * @param distribution {@code ShardedByS3Key}, {@code FullyReplicated}, or null for the algorithm's
 *     own
 * @param inputMode {@code File} or {@code Pipe}
 * @param keepState whether the final state stays in the run's folder
 * @param fromState the state of another run to begin with, or null to begin from nothing
 * @param noReport whether a person asked for no pictures and no report
 * @param axes the two features that pictures are drawn on, or null for the principal directions
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JobRequest(
    String algorithm,
    String train,
    String validation,
    String test,
    Reading reading,
    Map<String, String> hyperparameters,
    String backend,
    long seed,
    int hosts,
    boolean splitRows,
    String distribution,
    String inputMode,
    boolean keepState,
    FromState fromState,
    boolean noReport,
    List<String> axes) {

  /** A request whose pictures are drawn on the principal directions. */
  public JobRequest(
      String algorithm,
      String train,
      String validation,
      String test,
      Reading reading,
      Map<String, String> hyperparameters,
      String backend,
      long seed,
      int hosts,
      boolean splitRows,
      String distribution,
      String inputMode,
      boolean keepState,
      FromState fromState,
      boolean noReport) {
    this(
        algorithm,
        train,
        validation,
        test,
        reading,
        hyperparameters,
        backend,
        seed,
        hosts,
        splitRows,
        distribution,
        inputMode,
        keepState,
        fromState,
        noReport,
        null);
  }

  /**
   * The state of another run.
   *
   * @param run absolute path of that run's folder
   * @param sha256 of the state's file
   */
  public record FromState(String run, String sha256) {

    /**
     * The state that a run keeps.
     *
     * @param algorithm name of the algorithm that is to go on from it
     * @throws CustomerError when it keeps none, or is of another algorithm
     */
    public static FromState of(RunFolder folder, String algorithm) throws IOException {
      String trained = folder.read().request().algorithm();
      if (!trained.equals(algorithm)) {
        throw new CustomerError(
            Text.format("The state is of %s, not of %s", trained, algorithm),
            "--from-state " + folder.path());
      }
      Path state = folder.state();
      if (!Files.isRegularFile(state)) {
        throw new CustomerError(
            "The run kept no state to go on from; 'run --keep-state' keeps it", state.toString());
      }
      return new FromState(
          folder.path().toAbsolutePath().normalize().toString(), DataFile.sha256(state));
    }
  }

  /** Keeps the hyperparameters in the order in which they were given. */
  public JobRequest {
    hyperparameters = new LinkedHashMap<>(hyperparameters);
  }

  /** Whether the data is read strictly forwards, as from a pipe. */
  public boolean piped() {
    return "Pipe".equals(inputMode);
  }

  /** The same request with a backend's own name in place of {@code auto}. */
  public JobRequest withBackend(String name) {
    return changed(hyperparameters, name, seed, axes, reading);
  }

  /** The same request with other features to draw on; null for the principal directions. */
  public JobRequest withAxes(List<String> names) {
    return changed(hyperparameters, backend, seed, names, reading);
  }

  /** The same request with other hyperparameters and another seed. */
  public JobRequest with(Map<String, String> others, long otherSeed) {
    return changed(others, backend, otherSeed, axes, reading);
  }

  /** The same request with its data read in another way. */
  public JobRequest with(Reading other) {
    return changed(hyperparameters, backend, seed, axes, other);
  }

  private JobRequest changed(
      Map<String, String> others,
      String otherBackend,
      long otherSeed,
      List<String> otherAxes,
      Reading otherReading) {
    return new JobRequest(
        algorithm,
        train,
        validation,
        test,
        otherReading,
        others,
        otherBackend,
        otherSeed,
        hosts,
        splitRows,
        distribution,
        inputMode,
        keepState,
        fromState,
        noReport,
        otherAxes);
  }

  /**
   * How the channels are read.
   *
   * @param contentType in SageMaker's words, or null to find out
   * @param header {@code yes}, {@code no}, or null to find out
   * @param label name of the label column, or null
   * @param positive the label word that counts as positive, or null
   * @param drop names of columns to leave out
   * @param dropMissing whether rows with an empty cell are left out
   * @param oneHot names of columns to turn into one column per category
   * @param standardize whether features are brought to mean 0 and deviation 1
   * @param split share of the train channel that becomes the test channel, or null
   * @param fold the fold of a cross-validation that becomes the test channel, or null
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Reading(
      String contentType,
      String header,
      String label,
      String positive,
      List<String> drop,
      boolean dropMissing,
      List<String> oneHot,
      boolean standardize,
      Double split,
      @JsonInclude(JsonInclude.Include.NON_NULL) Fold fold) {

    /**
     * A fold of a cross-validation.
     *
     * @param index from 0
     * @param count how many folds there are
     */
    public record Fold(int index, int count) {}

    /** Nothing asked for. */
    public static Reading plain() {
      return new Reading(null, null, null, null, List.of(), false, List.of(), false, null, null);
    }

    /** The same reading of one fold of a cross-validation. */
    public Reading ofFold(int index, int count) {
      return new Reading(
          contentType,
          header,
          label,
          positive,
          drop,
          dropMissing,
          oneHot,
          standardize,
          split,
          new Fold(index, count));
    }

    /** Whether the test channel is made of rows of the train channel. */
    public boolean dividesTrain() {
      return split != null || fold != null;
    }

    /**
     * The rows of the train channel's data that a part takes; all of them where nothing is divided.
     */
    public Split rows(Split.Part part) {
      if (fold != null) {
        return Split.fold(part, fold.index(), fold.count());
      }
      if (split == null) {
        return Split.none();
      }
      return part == Split.Part.TRAIN ? Split.train(split) : Split.test(split);
    }

    /**
     * As the formats take it.
     *
     * @param labelSize how many first columns are labels where none is named
     * @param keepLabel whether labels are wanted at all
     * @param piped whether the data is read strictly forwards
     * @throws CustomerError for a content type or header rule that there is not
     */
    public ReadOptions options(int labelSize, boolean keepLabel, boolean piped) {
      ReadOptions.Builder options =
          ReadOptions.builder()
              .labelSize(labelSize)
              .keepLabel(keepLabel)
              .header(headerRule())
              .drop(drop)
              .dropMissing(dropMissing)
              .oneHot(oneHot)
              .standardize(standardize)
              .pipe(piped);
      if (contentType != null) {
        options.contentType(ContentType.parse(contentType));
      }
      if (label != null) {
        options.label(label);
      }
      if (positive != null) {
        options.positive(positive);
      }
      return options.build();
    }

    private ReadOptions.Header headerRule() {
      return switch (header) {
        case null -> ReadOptions.Header.AUTO;
        case "yes" -> ReadOptions.Header.YES;
        case "no" -> ReadOptions.Header.NO;
        default ->
            throw new CustomerError(
                "There is no header rule '" + header + "'; expected yes or no", "--header");
      };
    }
  }
}
