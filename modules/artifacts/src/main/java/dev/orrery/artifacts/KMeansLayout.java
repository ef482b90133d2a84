package dev.orrery.artifacts;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.error.CustomerError;
import dev.orrery.kmeans.KMeansModel;
import java.util.List;
import java.util.Map;

/**
 * {@code model_algo-1}: an MXNet list of one float32 array, the centers, {@code k x feature_dim}
 * (spec B2.6).
 */
public final class KMeansLayout implements ArtifactLayout {

  private static final String FILE = "model_algo-1";

  /** For {@link java.util.ServiceLoader}. */
  public KMeansLayout() {}

  @Override
  public String algorithm() {
    return "kmeans";
  }

  @Override
  public Map<String, byte[]> files(Model model) {
    if (!(model instanceof KMeansModel kmeans)) {
      throw new IllegalArgumentException("not a k-means model: " + model.getClass().getName());
    }
    List<Integer> shape = List.of(kmeans.k(), kmeans.featureDim());
    return Map.of(FILE, MxNetArrays.list(new MxNetArrays.Array(shape, kmeans.centers())).toBytes());
  }

  @Override
  public boolean recognises(Map<String, byte[]> files) {
    byte[] file = files.get(FILE);
    return file != null && MxNetArrays.begins(file) && isCenters(MxNetArrays.read(file, FILE));
  }

  @Override
  public Model read(Map<String, byte[]> files) {
    byte[] file = files.get(FILE);
    if (file == null) {
      throw new CustomerError("The k-means model has no file '" + FILE + "'.", FILE);
    }
    MxNetArrays arrays = MxNetArrays.read(file, FILE);
    if (!isCenters(arrays)) {
      throw new CustomerError(
          "The k-means model should be a list of one array of k x feature_dim without a name;"
              + " it has the shapes "
              + arrays.arrays().stream().map(MxNetArrays.Array::shape).toList()
              + " and the names "
              + arrays.names()
              + ".",
          FILE);
    }
    MxNetArrays.Array centers = arrays.arrays().getFirst();
    int k = centers.shape().get(0);
    int d = centers.shape().get(1);
    for (int i = 0; i < k * d; i++) {
      if (!Float.isFinite(centers.values()[i])) {
        throw new CustomerError(
            "Center "
                + i / d
                + " of the k-means model has the value "
                + centers.values()[i]
                + " for feature "
                + i % d
                + "; a finite number was expected.",
            FILE);
      }
    }
    return new KMeansModel(centers.values(), k, d);
  }

  private static boolean isCenters(MxNetArrays arrays) {
    return arrays.names().isEmpty()
        && arrays.arrays().size() == 1
        && arrays.arrays().getFirst().shape().size() == 2
        && arrays.arrays().getFirst().values().length > 0;
  }
}
