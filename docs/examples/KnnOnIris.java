import dev.orrery.api.Dataset;
import dev.orrery.api.Orrery;

/** The species of an iris by the flowers most like it. */
void main() {
  var parts = Dataset.of("iris").fixedSplit();
  var trained =
      Orrery.knn().k(5).predictorType("classifier").sampleSize(150).train(parts);
  IO.println("accuracy with 5 neighbours: %.2f".formatted(trained.metric("test:accuracy")));

  // The neighbours that voted, for a flower of 6.1 x 2.8 cm (sepal) and 4.9 x 1.7 cm (petal).
  var model = trained.model();
  float[][] flower = {{6.1f, 2.8f, 4.9f, 1.7f}};
  var explained = model.explain(flower).getFirst();
  for (int i = 0; i < model.k(); i++) {
    IO.println(
        "neighbour %d: squared distance %.2f, %s"
            .formatted(
                i + 1,
                explained.get("distances")[i],
                model.labelNames().get((int) explained.get("labels")[i])));
  }

  // k may be changed after training: more neighbours, smoother borders.
  for (int k : new int[] {1, 5, 25}) {
    int label = model.with("k", k).predict(flower).getFirst().label();
    IO.println("k = %2d says %s".formatted(k, model.labelNames().get(label)));
  }
}
