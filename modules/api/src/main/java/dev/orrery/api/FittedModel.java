package dev.orrery.api;

import dev.orrery.artifacts.ModelArtifacts;
import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.algorithm.Table;
import dev.orrery.core.error.CustomerError;
import dev.orrery.formats.Preparation;
import dev.orrery.training.Answers;
import dev.orrery.training.TrainingRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trained model with what was learnt about reading its data. Immutable; it may be used by several
 * threads at once.
 *
 * @param <P> its answer for a row
 */
public abstract sealed class FittedModel<P>
    permits FittedLinearLearner,
        FittedKMeans,
        FittedKnn,
        FittedPca,
        FittedRandomCutForest,
        FittedFactorizationMachines {

  private static final String DATA = "data to answer for";

  /** A model, how its data is read, and what it computes with. */
  record Parts(Model model, Preparation preparation, Machinery machinery) {

    /** The same with another model in the place of this one. */
    Parts with(Model other) {
      return new Parts(other, preparation, machinery);
    }
  }

  private final String algorithm;
  private final Parts parts;

  FittedModel(String algorithm, Parts parts) {
    this.algorithm = algorithm;
    this.parts = parts;
  }

  /** What a key of the answers says of a row, as the algorithm's own record. */
  abstract P answer(Predictions answers, int row);

  /** Name of the algorithm, such as {@code kmeans}. */
  public final String algorithm() {
    return algorithm;
  }

  /** Number of features of the rows that it takes. */
  public final int featureDim() {
    return parts.model().featureDim();
  }

  /** Names of the features, one-hot columns as {@code name=word}; empty without names. */
  public final List<String> featureNames() {
    return parts.preparation().featureNames();
  }

  /** What the labels 0, 1, ... were called in the data; empty when they were numbers. */
  public final List<String> labelNames() {
    return parts.preparation().labels();
  }

  /** The model as the algorithm's own module has it, for more than this class offers. */
  public abstract Model unwrap();

  /**
   * The answers for some rows, in the units of the training data: what was standardized in training
   * is standardized here.
   *
   * @param rows {@code n x feature_dim}
   * @return n answers, in order
   * @throws CustomerError when the width is another, or a value is not finite
   */
  public final List<P> predict(float[][] rows) {
    return predict(Dataset.of(rows));
  }

  /** The answers for some rows, rounded to float32, as {@link #predict(float[][])}. */
  public final List<P> predict(double[][] rows) {
    return predict(Dataset.of(rows));
  }

  /** The answer for one row of {@code feature_dim} values, as {@link #predict(float[][])}. */
  public final P predict(float... row) {
    return predict(new float[][] {row}).getFirst();
  }

  /** The answer for one row, rounded to float32, as {@link #predict(float[][])}. */
  public final P predict(double... row) {
    return predict(new double[][] {row}).getFirst();
  }

  /**
   * The answers for the rows of a data set, read as the training data was; a label column is passed
   * over.
   *
   * @return an answer per row, in order
   * @throws CustomerError when the data cannot be read or has another width
   */
  public final List<P> predict(Dataset data) {
    Given.notNull(data, DATA);
    List<P> all = new ArrayList<>();
    answers(
        data,
        false,
        block -> {
          for (int row = 0; row < block.rows(); row++) {
            all.add(answer(block, row));
          }
        });
    return all;
  }

  /** The answers for the data of a name, as {@link Dataset#of(String)} takes it. */
  public final List<P> predict(String data) {
    return predict(Dataset.of(data));
  }

  /**
   * The answers with all that explains them, under SageMaker's and Orrery's names of verbose
   * answers: such as the {@code distances} and {@code labels} of KNN's neighbours.
   *
   * @return a map per row, in order: one value or several under each name
   * @throws CustomerError as {@link #predict(Dataset)}
   */
  public final List<Map<String, float[]>> explain(Dataset data) {
    Given.notNull(data, DATA);
    List<Map<String, float[]>> all = new ArrayList<>();
    answers(
        data,
        true,
        block -> {
          for (int row = 0; row < block.rows(); row++) {
            Map<String, float[]> answer = new LinkedHashMap<>();
            for (Predictions.Key key : block.keys()) {
              answer.put(key.name(), values(block, key.name(), row));
            }
            all.add(answer);
          }
        });
    return all;
  }

  /** The answers for some rows with all that explains them, as {@link #explain(Dataset)}. */
  public final List<Map<String, float[]>> explain(float[][] rows) {
    return explain(Dataset.of(rows));
  }

  /**
   * Reads rows into memory as the model sees them: standardized by the training rows where those
   * were, and with the numbers that training gave to the words of the label.
   *
   * @throws CustomerError when the data cannot be read or has another width
   */
  public final Dataset.Rows rows(Dataset data) {
    return Given.notNull(data, DATA).rows(parts.preparation());
  }

  /** What the model has learned, as tables for people, with the names of the features. */
  public final List<Table> tables() {
    List<String> names = featureNames();
    return parts.model().tables().stream().map(table -> table.withFeatureNames(names)).toList();
  }

  /**
   * Writes {@code model.tar.gz} in SageMaker's layout, with what was learnt about reading the data
   * beside SageMaker's files. Equal models give equal bytes.
   *
   * @param to the file, which is replaced
   * @throws CustomerError when a folder is there
   */
  public final void save(Path to) {
    if (Files.isDirectory(Given.notNull(to, "the file of a model"))) {
      throw new CustomerError(
          to + " is a folder; expected a file to write, such as model.tar.gz", to.toString());
    }
    Unchecked.io(
        () -> {
          ModelArtifacts.write(
              algorithm,
              parts.model(),
              Map.of(
                  TrainingRun.PREPARATION_FILE,
                  parts.preparation().toJson().getBytes(StandardCharsets.UTF_8)),
              to);
          return null;
        });
  }

  @Override
  public String toString() {
    return algorithm + " model of " + featureDim() + " features";
  }

  /** What it is made of. */
  final Parts parts() {
    return parts;
  }

  private void answers(Dataset data, boolean verbose, Answers.Sink sink) {
    parts
        .machinery()
        .run(
            (kernels, parallel) ->
                Answers.of(
                    parts.model(),
                    data.openForAnswers(parts.preparation()).source(),
                    verbose,
                    Machinery.quiet(kernels, parallel),
                    sink));
  }

  /** The values of a key for a row. */
  static float[] values(Predictions answers, String key, int row) {
    Predictions.Key found = key(answers, key);
    return Arrays.copyOfRange(found.values(), row * found.width(), (row + 1) * found.width());
  }

  /** The one value of a key for a row. */
  static float value(Predictions answers, String key, int row) {
    return key(answers, key).values()[row];
  }

  private static Predictions.Key key(Predictions answers, String name) {
    return answers.keys().stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no answers are called " + name));
  }

  /** Rows of a row-major block. */
  static float[][] rowsOf(float[] values, int columns) {
    float[][] rows = new float[values.length / columns][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
    }
    return rows;
  }
}
