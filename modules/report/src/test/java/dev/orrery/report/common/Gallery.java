package dev.orrery.report.common;

import dev.orrery.core.metric.MulticlassConfusion;
import dev.orrery.core.metric.RankingCurve;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.report.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** One of each of the shared pictures, of made-up numbers. */
public final class Gallery {

  private final RandomGenerator random = new RandomStreams(3).stream("test.gallery");

  private Gallery() {}

  /** The pictures. */
  public static List<Picture> all() {
    Gallery gallery = new Gallery();
    List<Picture> pictures = new ArrayList<>();
    gallery.classifiers(pictures);
    gallery.numbers(pictures);
    gallery.planes(pictures);
    return pictures;
  }

  private void classifiers(List<Picture> pictures) {
    float[] scores = new float[900];
    float[] labels = new float[900];
    for (int i = 0; i < scores.length; i++) {
      labels[i] = i % 4 == 0 ? 1 : 0;
      scores[i] = (float) (1 / (1 + Math.exp(1 - 2.2 * labels[i] - 1.2 * random.nextGaussian())));
    }
    RankingCurve curve = RankingCurve.of(scores, labels);
    pictures.add(RocPicture.of("roc", curve, OptionalDouble.of(0.5)));
    pictures.add(PrecisionRecallPicture.of("precision-recall", curve, OptionalDouble.of(0.5)));
    pictures.add(
        ConfusionPicture.of(
            "confusion-3", confusion(3, 150), List.of("setosa", "versicolor", "virginica")));
    pictures.add(ConfusionPicture.of("confusion-10", confusion(10, 1797), List.of()));
    pictures.add(
        ConfusionPicture.of(
            "confusion-26",
            confusion(26, 20_000),
            IntStream.range(0, 26).mapToObj(c -> "letter " + (char) ('A' + c)).toList()));
    pictures.add(ConfusionPicture.of("confusion-80", confusion(80, 9000), List.of()));
    float[] actual = new float[500];
    float[] predicted = new float[500];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = (float) (35 + 16 * random.nextGaussian());
      predicted[i] = (float) (10 + 0.7 * actual[i] + 6 * random.nextGaussian());
    }
    pictures.add(ResidualsPicture.of("residuals", predicted, actual, "MPa"));
    double[] positive = random.doubles(80, 0.3, 1).toArray();
    double[] negative = random.doubles(2000, 0, 0.6).map(x -> x * x).toArray();
    pictures.add(
        HistogramPicture.named("scores")
            .title("Scores by class")
            .subtitle("2,080 rows")
            .x("Score")
            .group("negative", negative)
            .group("positive", positive)
            .threshold("threshold 0.35", 0.35)
            .build());
    pictures.add(
        HistogramPicture.named("anomaly-scores")
            .x("Anomaly score")
            .group("rows", negative)
            .threshold("3 standard deviations above the mean", 0.33)
            .logY()
            .build());
  }

  private MulticlassConfusion confusion(int classes, int rows) {
    MulticlassConfusion confusion = new MulticlassConfusion(classes + 2);
    for (int i = 0; i < rows; i++) {
      int label = random.nextInt(classes);
      boolean wrong = random.nextDouble() < 0.06 + 0.1 * (label % 3);
      int called = wrong ? (label + 1 + random.nextInt(3)) % classes : label;
      confusion.add(label, called);
    }
    return confusion;
  }

  private void numbers(List<Picture> pictures) {
    LinesPicture losses =
        LinesPicture.named("loss-by-model")
            .title("Loss by model")
            .subtitle("32 models side by side; the chosen one and the last are in color")
            .wholeX("Epoch")
            .y("Logistic loss (less is better)")
            .reference("optimum by L-BFGS", 0.11)
            .logY();
    for (int m = 0; m < 32; m++) {
      double rate = 0.05 + 0.02 * m;
      double[] epochs = IntStream.rangeClosed(1, 15).asDoubleStream().toArray();
      double[] values =
          IntStream.range(0, 15).mapToDouble(e -> 0.12 + Math.exp(-rate * e)).toArray();
      losses.series("model " + m, epochs, values, m == 30 || m == 31);
    }
    losses.mark("chosen, epoch 15", 15, 0.12 + Math.exp(-0.67 * 14));
    pictures.add(losses.build());
    pictures.add(
        LinesPicture.named("recall-by-speed")
            .title("Recall and speed")
            .x("Queries per second")
            .y("Recall at 10")
            .logX()
            .series(
                "IVFFlat",
                new double[] {9000, 5000, 2500, 900},
                new double[] {.6, .8, .93, 1},
                false)
            .series("HNSW", new double[] {20000, 9000, 4000}, new double[] {.7, .93, .99}, false)
            .vertical("Flat", 310)
            .build());
    BarsPicture bars =
        BarsPicture.named("coefficients").title("Coefficients").axis("weight").top(20).sorted();
    for (int i = 0; i < 60; i++) {
      double value = 3 * random.nextGaussian();
      bars.bar("a feature of a long name " + i, value, value - 0.3, value + 0.3);
    }
    pictures.add(bars.build());
    pictures.add(
        BarsPicture.named("attribution")
            .axis("share of the score")
            .bar("temperature", 0.62)
            .bar("humidity", 0.31)
            .bar("wind", 0.02)
            .build());
    int n = 12_000;
    double[] t = IntStream.range(0, n).asDoubleStream().toArray();
    double[] values =
        IntStream.range(0, n).mapToDouble(i -> 60 + 20 * Math.sin(i / 300.0)).toArray();
    double[] scores =
        IntStream.range(0, n).mapToDouble(i -> 1 + 0.2 * random.nextDouble()).toArray();
    for (int i = 8000; i < 8010; i++) {
      values[i] = 140;
      scores[i] = 4;
    }
    pictures.add(
        SeriesPicture.named("series")
            .title("Values and scores")
            .subtitle("12,000 rows, 10 of them above the threshold")
            .x("Row")
            .panel(
                SeriesPicture.Panel.of("Passengers")
                    .line("value", t, values)
                    .marks(new double[] {8000, 8009}, new double[] {140, 140}))
            .panel(
                SeriesPicture.Panel.of("Score")
                    .line("score", t, scores)
                    .threshold("3 standard deviations", 1.9)
                    .marks(new double[] {8000, 8009}, new double[] {4, 4}))
            .build());
  }

  private void planes(List<Picture> pictures) {
    int n = 400;
    double[] x = new double[n];
    double[] y = new double[n];
    int[] groups = new int[n];
    for (int i = 0; i < n; i++) {
      groups[i] = i % 3;
      x[i] = 4 * groups[i] + 1.6 * random.nextGaussian();
      y[i] = 3 * (groups[i] % 2) + random.nextGaussian();
    }
    List<String> names = List.of("Adelie", "Chinstrap", "Gentoo");
    pictures.add(
        ScatterPicture.named("biplot")
            .title("The first two components")
            .subtitle("400 rows; the arrows are the loadings")
            .x("Component 1 (51.2 %)")
            .y("Component 2 (20.1 %)")
            .points(x, y)
            .groups(groups, names)
            .arrow(0, 0, 5, 3, "bill_length")
            .arrow(0, 0, 6, -2, "flipper_length")
            .arrow(0, 0, 6, -2.2, "body_mass")
            .build());
    int m = 70;
    pictures.add(
        ScatterPicture.named("items")
            .title("Items by their factors")
            .x("Factor direction 1")
            .y("Factor direction 2")
            .points(random.doubles(m).toArray(), random.doubles(m).toArray())
            .sizes(random.doubles(m).map(v -> v * v * 100).toArray())
            .names(IntStream.range(0, m).mapToObj(i -> "Film of " + (1930 + i)).toList())
            .build());
    int columns = 160;
    int rows = 100;
    int[] grid = new int[columns * rows];
    float[] heat = new float[columns * rows];
    for (int i = 0; i < grid.length; i++) {
      double gx = -6 + 20.0 * (i % columns) / columns;
      double gy = -4 + 11.0 * (i / columns) / rows;
      grid[i] = gx < 2 + Math.sin(gy) ? 0 : gx < 6 - Math.cos(gy) ? 1 : 2;
      heat[i] = (float) Math.hypot(gx - 4, gy - 1.5);
    }
    pictures.add(
        RegionsPicture.named("decision-regions")
            .subtitle("k = 5")
            .x("bill length", -6, 14)
            .y("bill depth", -4, 7)
            .grid(grid, columns)
            .points(x, y, groups, names)
            .build());
    int[] none = new int[n];
    java.util.Arrays.fill(none, -1);
    pictures.add(
        RegionsPicture.named("score-map")
            .x("x", -6, 14)
            .y("y", -4, 7)
            .heat(heat, columns)
            .points(x, y, none, List.of())
            .build());
    images(pictures);
  }

  private void images(List<Picture> pictures) {
    ImageGridPicture flow = ImageGridPicture.named("centers").title("Centers as images");
    for (int c = 0; c < 10; c++) {
      flow.image(c + ": 180 rows", pixels(8, c));
    }
    pictures.add(flow.build());
    ImageGridPicture grid =
        ImageGridPicture.named("reconstructions")
            .columns(List.of("original", "1", "2", "5", "10", "20"));
    for (int r = 0; r < 6; r++) {
      List<float[]> row = new ArrayList<>();
      for (int c = 0; c < 6; c++) {
        row.add(pixels(16, r + c));
      }
      grid.row("digit " + r, row);
    }
    pictures.add(grid.build());
    ImageGridPicture signed = ImageGridPicture.named("loadings").signed();
    for (int c = 0; c < 6; c++) {
      float[] pixels = pixels(8, c);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] -= 0.5f;
      }
      signed.image("component " + (c + 1), pixels);
    }
    pictures.add(signed.build());
  }

  private static float[] pixels(int side, int seed) {
    float[] pixels = new float[side * side];
    for (int i = 0; i < pixels.length; i++) {
      double dx = i % side - side / 2.0 + 0.5;
      double dy = i / side - side / 2.0 + 0.5;
      pixels[i] = (float) (0.5 + 0.5 * Math.sin(Math.hypot(dx, dy) * 4 / side * (1 + seed % 5)));
    }
    return pixels;
  }
}
