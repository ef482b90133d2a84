package dev.orrery.api;

import dev.orrery.artifacts.ModelArtifacts;
import dev.orrery.core.error.CustomerError;
import dev.orrery.formats.Preparation;
import dev.orrery.training.TrainingRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The way into Orrery from Java: a builder for each algorithm, and models from files.
 *
 * <pre>{@code
 * var trained = Orrery.kmeans().k(10).train("digits");
 * trained.metric("orrery:train_msd");
 * trained.model().centers();
 * trained.predict(rows);
 * trained.save(Path.of("model.tar.gz"));
 * }</pre>
 */
public final class Orrery {

  private static final String MODEL = "model.tar.gz";

  private Orrery() {}

  /** Linear models for regression and classification, many trained side by side. */
  public static LinearLearnerBuilder linearLearner() {
    return new LinearLearnerBuilder();
  }

  /** Clusters of rows around centers. */
  public static KMeansBuilder kmeans() {
    return new KMeansBuilder();
  }

  /** Classes or numbers by the rows that are nearest. */
  public static KnnBuilder knn() {
    return new KnnBuilder();
  }

  /** The directions of the greatest variance. */
  public static PcaBuilder pca() {
    return new PcaBuilder();
  }

  /** Anomalies by how few random cuts set a row apart. */
  public static RandomCutForestBuilder randomCutForest() {
    return new RandomCutForestBuilder();
  }

  /** Pairs of features that act together, for sparse rows. */
  public static FactorizationMachinesBuilder factorizationMachines() {
    return new FactorizationMachinesBuilder();
  }

  /**
   * A model that was saved here, trained on the command line, or downloaded from SageMaker.
   *
   * @param from a {@code model.tar.gz}, or the folder of a run that has one
   * @return the model as the class of its algorithm, such as {@link FittedKMeans}
   * @throws CustomerError when there is none, it is damaged, or its algorithm is not known
   */
  public static FittedModel<?> load(Path from) {
    Given.notNull(from, "the path of a model");
    Path archive = Files.isDirectory(from) ? from.resolve(MODEL) : from;
    if (!Files.isRegularFile(archive)) {
      throw new CustomerError("There is no model at " + archive, archive.toString());
    }
    ModelArtifacts loaded = Unchecked.io(() -> ModelArtifacts.read(archive));
    Preparation preparation =
        Optional.ofNullable(loaded.extra().get(TrainingRun.PREPARATION_FILE))
            .map(bytes -> Preparation.fromJson(new String(bytes, StandardCharsets.UTF_8)))
            .orElseGet(() -> Preparation.plain(loaded.model().featureDim()));
    FittedModel.Parts parts = new FittedModel.Parts(loaded.model(), preparation, Machinery.usual());
    return switch (loaded.algorithm()) {
      case "linear-learner" -> new FittedLinearLearner(parts);
      case "kmeans" -> new FittedKMeans(parts);
      case "knn" -> new FittedKnn(parts);
      case "pca" -> new FittedPca(parts);
      case "randomcutforest" -> new FittedRandomCutForest(parts);
      case "factorization-machines" -> new FittedFactorizationMachines(parts);
      default ->
          throw new CustomerError(
              "The Java API has no models of '" + loaded.algorithm() + "'", archive.toString());
    };
  }

  /**
   * A saved model of a known algorithm.
   *
   * @param from as {@link #load(Path)} takes it
   * @param type the class of its algorithm's models, such as {@code FittedKMeans.class}
   * @throws CustomerError as {@link #load(Path)} does, and when it is of another algorithm
   */
  public static <M extends FittedModel<?>> M load(Path from, Class<M> type) {
    Given.notNull(type, "the class of a model");
    FittedModel<?> model = load(from);
    if (!type.isInstance(model)) {
      throw new CustomerError(
          from + " is a model of " + model.algorithm() + ", not a " + type.getSimpleName(),
          from.toString());
    }
    return type.cast(model);
  }
}
