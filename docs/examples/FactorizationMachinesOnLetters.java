import dev.orrery.api.Dataset;
import dev.orrery.api.Orrery;

/** Letters of which half of the alphabet? Measurements that say more in pairs than one by one. */
void main() {
  var parts = Dataset.of("letter-halves").fixedSplit();

  // A weighted sum of single features.
  var linear =
      Orrery.linearLearner()
          .predictorType("binary_classifier")
          .numModels(1)
          .epochs(3)
          .train(parts);
  IO.println(
      "linear learner: %.2f".formatted(linear.metric("test:binary_classification_accuracy")));

  // Factors for each feature let every pair of them act together.
  var machines =
      Orrery.factorizationMachines()
          .predictorType("binary_classifier")
          .numFactors(8)
          .epochs(8)
          .miniBatchSize(200)
          .biasLr(0.01)
          .linearLr(0.005)
          .factorsLr(0.005)
          .factorsInitSigma(0.05)
          .linearWd(0.0001)
          .factorsWd(0.0005)
          .train(parts);
  IO.println(
      "factorization machines: %.2f"
          .formatted(machines.metric("test:binary_classification_accuracy")));
  IO.println("features after one-hot encoding: " + machines.model().featureDim());
  IO.println("factors of a feature: " + machines.model().factors()[0].length);
}
