import dev.orrery.api.Dataset;
import dev.orrery.api.Orrery;

/** Groups of handwritten digits, found without knowing which digit is which. */
void main() {
  // The error falls with every further center; where it stops falling fast is the elbow.
  for (int k : new int[] {2, 5, 10, 20}) {
    var trained = Orrery.kmeans().k(k).initMethod("kmeans++").train("digits");
    IO.println("k = %2d: mean squared distance %.0f".formatted(k, trained.metric("train:msd")));
  }

  var trained = Orrery.kmeans().k(10).initMethod("kmeans++").train("digits");
  int[] rows = new int[10];
  trained.predict("digits").forEach(answer -> rows[answer.closestCluster()]++);
  IO.println("rows by cluster: " + Arrays.toString(rows));

  // The first image is a 0. A center is a picture of 8 x 8 pixels, 0 to 16: the mean of its rows.
  float[] first = Dataset.of("digits").rows().features()[0];
  var answer = trained.predict(first);
  IO.println("the first image is in cluster " + answer.closestCluster() + ", whose center is");
  float[] center = trained.model().centers()[answer.closestCluster()];
  for (int y = 0; y < 8; y++) {
    StringBuilder line = new StringBuilder();
    for (int x = 0; x < 8; x++) {
      line.append(" .:-=+*#@".charAt((int) center[8 * y + x] / 2));
    }
    IO.println(line.toString().stripTrailing());
  }
}
