package dev.orrery.notebook;

import dev.orrery.api.Dataset;
import dev.orrery.api.Trained;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backends;
import dev.orrery.report.ModelPictures;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureContext;
import dev.orrery.report.Projection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The pictures that a report has of a trained model, for the cells of a notebook. */
public final class ModelGallery {

  /** Pictures compute when they are drawn, so this is never closed; one thread is the caller's. */
  private static final RunContext CONTEXT =
      new RunContext(
          Backends.select(Backends.AUTO).kernels(1),
          new RandomStreams(0),
          new Parallel(1),
          EventListener.none(),
          new Cancellation());

  private final Map<String, Picture> pictures;

  private ModelGallery(List<Picture> pictures) {
    this.pictures =
        pictures.stream()
            .collect(Collectors.toMap(Picture::name, p -> p, (a, b) -> a, LinkedHashMap::new));
  }

  /**
   * The pictures of a model that need no other rows than those it was trained on.
   *
   * @param train the rows it was trained on, read by {@link Dataset#rows()}
   */
  public static ModelGallery of(Trained<?, ?> trained, Dataset.Rows train) {
    return of(trained, train, Map.of("train", source("train", train)));
  }

  /**
   * The pictures of a model, those of its answers for test rows included.
   *
   * @param train the rows it was trained on, read by {@link Dataset#rows()}
   * @param test other rows as the model takes them, with their labels
   */
  public static ModelGallery of(Trained<?, ?> trained, Dataset.Rows train, Dataset.Rows test) {
    return of(
        trained, train, Map.of("train", source("train", train), "test", source("test", test)));
  }

  private static ModelGallery of(
      Trained<?, ?> trained, Dataset.Rows train, Map<String, DataSource> channels) {
    DenseMatrix rows = matrix(train);
    return new ModelGallery(
        ModelPictures.find(trained.model().algorithm())
            .map(
                drawer ->
                    drawer.pictures(
                        new PictureContext(
                            trained.model().unwrap(),
                            rows,
                            train.labels(),
                            trained.model().featureNames(),
                            train.labelNames(),
                            trained.hyperparameters(),
                            channels,
                            trained.measured(),
                            List.of(),
                            Projection.of(rows, trained.model().featureNames(), Optional.empty()),
                            CONTEXT)))
            .orElse(List.of()));
  }

  /** All pictures, in the order of the report. */
  public List<Picture> all() {
    return List.copyOf(pictures.values());
  }

  /** Names of the pictures, in the order of the report. */
  public List<String> names() {
    return List.copyOf(pictures.keySet());
  }

  /**
   * The picture of a name, such as {@code clusters}.
   *
   * @throws IllegalArgumentException when there is none, naming those that there are
   */
  public Picture get(String name) {
    Picture picture = pictures.get(name);
    if (picture == null) {
      throw new IllegalArgumentException(
          "there is no picture '" + name + "'; there are " + names());
    }
    return picture;
  }

  /** The rows as a matrix, {@code n x feature_dim}. */
  public static DenseMatrix matrix(Dataset.Rows rows) {
    float[][] features = rows.features();
    int columns = features[0].length;
    float[] values = new float[features.length * columns];
    for (int i = 0; i < features.length; i++) {
      System.arraycopy(features[i], 0, values, i * columns, columns);
    }
    return new DenseMatrix(values, features.length, columns);
  }

  private static DataSource source(String name, Dataset.Rows rows) {
    boolean labelled = rows.labels().length > 0;
    return new MemorySource(name, new Batch(matrix(rows), rows.labels(), labelled ? 1 : 0));
  }
}
