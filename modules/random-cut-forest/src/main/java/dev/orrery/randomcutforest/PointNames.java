package dev.orrery.randomcutforest;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What the values of a point are called: by the names of the features, or their numbers from 0, and
 * with shingles by how many rows before the last they are.
 *
 * @param featureNames a name per feature; other than {@code featureDim} of them are passed over
 * @param featureDim features of a row
 * @param shingle rows of a point
 */
public record PointNames(List<String> featureNames, int featureDim, int shingle) {

  /** Keeps a copy. */
  public PointNames {
    featureNames = featureNames.size() == featureDim ? List.copyOf(featureNames) : List.of();
  }

  /** The names for the points of a model. */
  public static PointNames of(RandomCutForestModel model, List<String> featureNames) {
    return new PointNames(featureNames, model.featureDim(), model.shingle());
  }

  /** The name of a feature of a row. */
  public String feature(int feature) {
    return featureNames.isEmpty() ? "feature " + feature : featureNames.get(feature);
  }

  /** The name of a value of a point. */
  public String value(int dimension) {
    int before = shingle - 1 - dimension / featureDim;
    String rows = before == 1 ? " row before)" : " rows before)";
    return feature(dimension % featureDim) + (before > 0 ? " (" + before + rows : "");
  }

  /** The names of all features of a row. */
  public List<String> features() {
    return IntStream.range(0, featureDim).mapToObj(this::feature).toList();
  }

  /** The names of all values of a point. */
  public List<String> values() {
    return IntStream.range(0, featureDim * shingle).mapToObj(this::value).toList();
  }
}
