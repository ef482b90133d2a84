import dev.orrery.api.Orrery;

/** How few directions hold most of the variance of 64 pixels. */
void main() {
  var trained = Orrery.pca().numComponents(20).miniBatchSize(100).train("digits");
  double kept = 0;
  double[] ratios = trained.model().explainedVarianceRatio();
  for (int i = 0; i < ratios.length; i++) {
    kept += ratios[i];
    if (i == 0 || i == 1 || i == 9 || i == 19) {
      IO.println("%2d components keep %.0f %% of the variance".formatted(i + 1, 100 * kept));
    }
  }

  // Two of the 64 numbers of an image are enough to draw it on a plane.
  float[] point = trained.predict("digits").getFirst().projection();
  IO.println("the first image is %d numbers now".formatted(point.length));

  // Fewer components can be asked for after training.
  IO.println(trained.model().with("num_components", 2).components().length + " components are left");
}
