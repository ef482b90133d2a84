package dev.orrery.report.randomcutforest;

import dev.orrery.randomcutforest.RandomCutForestModel;
import java.util.ArrayList;
import java.util.List;

/** Names of the values of a point: of the features, and of how many rows before. */
final class PointNames {

  private PointNames() {}

  /** A name per feature of a row. */
  static List<String> ofRow(RandomCutForestModel model, List<String> featureNames) {
    List<String> names = new ArrayList<>();
    for (int j = 0; j < model.featureDim(); j++) {
      names.add(featureNames.isEmpty() ? "feature " + j : featureNames.get(j));
    }
    return names;
  }

  /** A name per value of a point. */
  static List<String> of(RandomCutForestModel model, List<String> featureNames) {
    List<String> row = ofRow(model, featureNames);
    List<String> names = new ArrayList<>();
    for (int before = model.shingle() - 1; before >= 0; before--) {
      for (String name : row) {
        names.add(before == 0 ? name : name + ", " + before + " before");
      }
    }
    return names;
  }
}
