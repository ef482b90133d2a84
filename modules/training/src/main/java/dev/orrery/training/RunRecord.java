package dev.orrery.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orrery.kernels.KernelAccount;
import dev.orrery.kernels.Machine;
import dev.orrery.training.rule.DebugRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run's provenance, as {@code run.json} in its folder holds it.
 *
 * @param format version of this layout; a later Orrery reads the earlier ones
 * @param version Orrery's version
 * @param status {@code InProgress}, {@code Completed}, {@code Stopped} or {@code Failed}
 * @param reason why it was stopped or failed, or null
 * @param created when it began, in ISO 8601
 * @param seconds time it took, all parts of a resumed run together
 * @param request what was asked for
 * @param backend the backend that computed, with its device where one was named
 * @param account what a backend with a device of its own did there and on the host, or null
 * @param threads number of threads, on which the result does not depend
 * @param hyperparameters the values in force, defaults included
 * @param channels what was read, by channel
 * @param machine where it ran
 * @param metrics the metrics by key; NaN as null
 * @param notes what was decided for the user
 * @param warnings what the user should know of
 * @param model the model's file, or null while there is none
 * @param state the final state's file, or null where it was not kept
 * @param debug the rules that watched it and what has become of them, or null where none did
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunRecord(
    int format,
    String version,
    String status,
    String reason,
    String created,
    double seconds,
    JobRequest request,
    String backend,
    KernelAccount.Summary account,
    int threads,
    Map<String, String> hyperparameters,
    Map<String, Channel> channels,
    Machine machine,
    Map<String, Double> metrics,
    List<String> notes,
    List<String> warnings,
    ModelFile model,
    ModelFile state,
    DebugRecord debug) {

  /** The layout that this version writes. */
  public static final int FORMAT = 1;

  /**
   * What was read from a channel.
   *
   * @param featureDim number of features
   * @param rows number of rows, or null where it was never counted
   * @param files the files
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Channel(int featureDim, Long rows, List<DataFile> files) {}

  /** A file with its size and the SHA-256 of its bytes. */
  public record DataFile(String name, long bytes, String sha256) {}

  /** A file in the run folder and the SHA-256 of its bytes. */
  public record ModelFile(String file, String sha256) {}

  /** Copies the metrics with NaN and infinity as null, as JSON has neither. */
  public RunRecord {
    Map<String, Double> finite = new LinkedHashMap<>();
    metrics.forEach((k, v) -> finite.put(k, v == null || !Double.isFinite(v) ? null : v));
    metrics = finite;
  }
}
