import dev.orrery.api.Dataset;
import dev.orrery.api.Orrery;

/** Benign or malignant, by a weighted sum of 30 measurements of a tumour's cells. */
void main() {
  var parts = Dataset.of("breast-cancer").standardize().fixedSplit();
  var trained =
      Orrery.linearLearner()
          .predictorType("binary_classifier")
          .miniBatchSize(50)
          .epochs(30)
          .train(parts);

  // Scored on the quarter of the rows that training did not see.
  for (String metric : List.of("binary_classification_accuracy", "precision", "recall")) {
    IO.println("%s: %.2f".formatted(metric, trained.metric("test:" + metric)));
  }

  // Features are standardized, so their weights can be compared. The sign says for which class.
  var model = trained.model();
  float[] weights = model.weights()[0];
  IO.println("classes: " + model.labelNames());
  java.util.stream.IntStream.range(0, weights.length)
      .boxed()
      .sorted(Comparator.comparingDouble(j -> -Math.abs(weights[j])))
      .limit(3)
      .map(model.featureNames()::get)
      .forEach(name -> IO.println("a great weight: " + name));

  // A score is the probability of the second class; the threshold decides.
  var answers = trained.predict(parts.test());
  IO.println("first test row: class " + answers.getFirst().label());
  trained.save(Path.of(System.getProperty("java.io.tmpdir"), "breast-cancer-model.tar.gz"));
}
