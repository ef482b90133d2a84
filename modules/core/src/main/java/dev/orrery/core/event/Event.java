package dev.orrery.core.event;

import dev.orrery.core.metric.Metric;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What training tells while it works. The set is closed but for {@link AlgorithmStep}, which an
 * algorithm extends in its own package.
 */
public sealed interface Event {

  /**
   * Training begins.
   *
   * @param algorithm the algorithm's name
   * @param hyperparameters the values in force
   * @param passes number of passes over the training data
   * @param rows rows of the training data, where known
   */
  record Started(
      String algorithm, Map<String, String> hyperparameters, int passes, OptionalLong rows)
      implements Event {}

  /**
   * There is a state to train.
   *
   * @param rows the first rows that it was made by; 0 when it looked at none
   * @param batches the mini-batches that they make up
   */
  record Initialized(int rows, int batches) implements Event {}

  /**
   * A mini-batch has been taken in.
   *
   * @param host index of the simulated host, from 0
   * @param epoch pass over the data, from 0
   * @param batch index of the mini-batch within this pass and host, from 0
   * @param rows its rows
   * @param rowsSeen rows of this pass that all hosts have taken in so far
   * @param progress share of all passes that is done, 0 to 1; NaN when it cannot be told
   */
  record BatchTrained(int host, int epoch, int batch, int rows, long rowsSeen, double progress)
      implements Event {}

  /**
   * A pass over the training data has ended.
   *
   * @param epoch the pass, from 0
   * @param rows rows read in it
   * @param seconds time it took
   */
  record EpochEnded(int epoch, long rows, double seconds) implements Event {}

  /**
   * A value has been measured.
   *
   * @param epoch the pass it belongs to, from 0; empty for one of the whole run
   * @param batch the mini-batch of that pass, from 0; empty for one of the whole pass
   * @param model which of several models that are trained side by side, from 0; empty for the one
   *     that the log tells of
   * @param metric the value
   */
  record Measured(
      Optional<Integer> epoch, Optional<Integer> batch, Optional<Integer> model, Metric metric)
      implements Event {

    /** A value of a pass, or of the whole run. */
    public Measured(Optional<Integer> epoch, Metric metric) {
      this(epoch, Optional.empty(), Optional.empty(), metric);
    }

    /** A value of the whole run. */
    public static Measured ofRun(Metric metric) {
      return new Measured(Optional.empty(), metric);
    }

    /** A value of a pass. */
    public static Measured ofEpoch(int epoch, Metric metric) {
      return new Measured(Optional.of(epoch), metric);
    }

    /** A value of a mini-batch. */
    public static Measured ofBatch(int epoch, int batch, Metric metric) {
      return new Measured(Optional.of(epoch), Optional.of(batch), Optional.empty(), metric);
    }

    /** A value of one of several models after a pass. */
    public static Measured ofModel(int epoch, int model, Metric metric) {
      return new Measured(Optional.of(epoch), Optional.empty(), Optional.of(model), metric);
    }
  }

  /** Something the user should know of, in one sentence. */
  record Warning(String message) implements Event {}

  /** Something that was decided for the user; it is kept with the run. */
  record Note(String message) implements Event {}

  /**
   * A line that SageMaker's algorithm writes into its log, and nobody else needs.
   *
   * @param warning whether SageMaker's log has it as a warning
   */
  record LogLine(String message, boolean warning) implements Event {

    /** A line that tells of what is done. */
    public LogLine(String message) {
      this(message, false);
    }
  }

  /**
   * A figure for SageMaker's {@code #metrics} lines (spec A7), which sum it up under its name.
   *
   * @param name such as {@code _shrink.time}
   * @param value a count, or a time in milliseconds
   */
  record LogFigure(String name, double value) implements Event {}

  /**
   * Time for a {@code #metrics} line of SageMaker's log: with what has been timed since the last,
   * and these figures.
   *
   * @param values figures by their names in the log; times in milliseconds
   */
  record Figures(Map<String, Double> values) implements Event {}

  /**
   * Training has ended.
   *
   * @param status {@code Completed}, {@code Stopped} or {@code Failed}
   * @param metrics the values of the whole run
   * @param seconds time it took
   */
  record Finished(String status, List<Metric> metrics, double seconds) implements Event {}

  /**
   * An array that training works with, as SageMaker Debugger saves it (spec D): made only when
   * somebody {@linkplain EventListener#wantsTensors wants} its collection.
   *
   * @param name such as {@code weight} or {@code gradient/weight}
   * @param collection the collection of SageMaker Debugger that it belongs to
   * @param validation whether it was measured on the validation channel (Debugger's mode EVAL)
   * @param step mini-batches over all passes, from 0, of which this is the last; an iteration where
   *     the algorithm keeps all rows. Hosts count each for themselves
   * @param columns values of one row of it, at least 1; {@code 1} for a vector
   * @param values row-major; never changed afterwards
   */
  record Tensor(
      String name,
      TensorCollection collection,
      boolean validation,
      long step,
      int columns,
      float[] values)
      implements Event {}

  /**
   * One move of an algorithm, which can always describe itself so that a player can draw an
   * algorithm that it has never met. Implementations are records in the algorithm's package.
   */
  non-sealed interface AlgorithmStep extends Event {

    /** What happened, in a few words, such as {@code Assign rows to centers}. */
    String title();

    /** One sentence on why it happened, with the figures that matter. */
    String why();

    /** What to draw. */
    Drawing drawing();
  }
}
