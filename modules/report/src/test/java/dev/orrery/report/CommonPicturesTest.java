package dev.orrery.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.metric.MulticlassConfusion;
import dev.orrery.core.metric.RankingCurve;
import dev.orrery.report.common.BarsPicture;
import dev.orrery.report.common.ConfusionPicture;
import dev.orrery.report.common.Gallery;
import dev.orrery.report.common.HistogramPicture;
import dev.orrery.report.common.ImageGridPicture;
import dev.orrery.report.common.LinesPicture;
import dev.orrery.report.common.PrecisionRecallPicture;
import dev.orrery.report.common.RegionsPicture;
import dev.orrery.report.common.ResidualsPicture;
import dev.orrery.report.common.RocPicture;
import dev.orrery.report.common.ScatterPicture;
import dev.orrery.report.common.SeriesPicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class CommonPicturesTest {

  private static final double NAN = Double.NaN;

  @Test
  void everyPictureIsDrawnWideAndNarrowAndAsText() throws Exception {
    Set<String> names = new HashSet<>();
    for (Picture picture : Gallery.all()) {
      assertThat(names.add(picture.name())).as(picture.name()).isTrue();
      assertThat(picture.description()).as(picture.name()).isNotBlank();
      assertThat(colors(picture, PictureFormats.WIDE)).as(picture.name()).hasSizeGreaterThan(10);
      assertThat(colors(picture, PictureFormats.NARROW)).as(picture.name()).hasSizeGreaterThan(10);
      String svg = PictureFormats.svg(picture, PictureFormats.WIDE);
      assertThat(texts(svg)).as(picture.name()).contains(picture.title());
      assertThat(svg.length()).as(picture.name()).isLessThan(1_000_000);
    }
  }

  /** Four rows: 3 of 4 pairs in order; precision 1 at the first hit and 2/3 at the second. */
  @Test
  void curvesTellTheirAreasAndThreshold() throws Exception {
    RankingCurve curve =
        RankingCurve.of(new float[] {0.9f, 0.7f, 0.6f, 0.2f}, new float[] {1, 0, 1, 0});

    Picture roc = RocPicture.of("roc", curve, OptionalDouble.of(0.65));
    Picture precision = PrecisionRecallPicture.of("pr", curve, OptionalDouble.of(0.6f));

    assertThat(roc.description())
        .isEqualTo(
            "Area under the curve 0.75; 4 rows, 50 % of them positive; the dashed line is chance."
                + " At the threshold 0.65, 50 % of the positive rows and 50 % of the negative ones"
                + " are called positive.");
    assertThat(precision.description())
        .startsWith("Average precision 0.8333; 4 rows, 2 of them positive;")
        .endsWith("precision is 0.6667 and recall 1.");
    assertThat(texts(svg(roc))).contains("threshold 0.65");
    assertThat(texts(svg(precision))).contains("chance 0.5");
    assertThat(colors(roc, PictureFormats.WIDE)).contains(Palette.color(3).getRGB());
  }

  @Test
  void aThresholdAboveAllScoresCallsNothingPositive() {
    RankingCurve curve = RankingCurve.of(new float[] {0.9f, 0.2f}, new float[] {1, 0});

    assertThat(RocPicture.of("roc", curve, OptionalDouble.of(2)).description())
        .contains("0 % of the positive rows and 0 % of the negative ones");
  }

  @Test
  void aConfusionLeavesOutTheClassesThatNobodyNamed() throws Exception {
    MulticlassConfusion confusion = new MulticlassConfusion(9);
    confusion.add(0, 0);
    confusion.add(0, 0);
    confusion.add(0, 7);
    confusion.add(7, 7);

    Picture picture = ConfusionPicture.of("confusion", confusion, List.of("no"));

    assertThat(picture.description())
        .startsWith("4 rows of 2 classes, 75 % of them right;")
        .endsWith("The most frequent mistake: no called 7, 1 row.");
    List<String> texts = texts(svg(picture));
    assertThat(texts).contains("no", "7", "2", "66.7 %", "33.3 %", "100 %");
    assertThat(texts).doesNotContain("3", "8");
  }

  @Test
  void residualsTellTheirErrorAndBias() {
    float[] actual = {1, 2, 3, Float.NaN};
    float[] predicted = {2, 2, 5, 1};

    assertThat(ResidualsPicture.of("residuals", predicted, actual, "m").description())
        .startsWith("3 rows; root mean squared error 1.291, mean residual 1.");
  }

  @Test
  void barsKeepTheLongestAndSayHowManyThereAre() throws Exception {
    BarsPicture bars = BarsPicture.named("weights").top(2);
    bars.bar("a", 1).bar("b", -5).bar("c", 3).bar("gone", NAN);

    assertThat(texts(svg(bars.build()))).contains("b", "c", "-5", "3", "The 2 largest of 3");
    assertThat(texts(svg(bars.sorted().build()))).doesNotContain("a", "gone");
  }

  @Test
  void pixelsAreTakenForWhatTheirNamesSay() {
    assertThat(ImageGridPicture.arePixels(List.of("p00", "p01", "p10", "p11"), 4)).isTrue();
    assertThat(ImageGridPicture.arePixels(List.of("p00", "p01", "p10", "x"), 4)).isFalse();
    assertThat(ImageGridPicture.arePixels(List.of("p0"), 1)).isFalse();
    assertThat(ImageGridPicture.side(784)).isEqualTo(28);
    assertThat(ImageGridPicture.side(783)).isZero();
  }

  @Test
  void linesOfManyModelsNameThoseThatMatter() throws Exception {
    LinesPicture lines = LinesPicture.named("loss-by-model").logY().reference("best", 0.5);
    for (int m = 0; m < 32; m++) {
      lines.series("model " + m, new double[] {1, 2}, new double[] {4, 1 + m}, m == 7);
    }

    assertThat(texts(svg(lines.build()))).contains("model 7", "best").doesNotContain("model 8");
  }

  @Test
  void longSeriesKeepTheirPeaks() throws Exception {
    double[] x = DoubleStream.iterate(0, i -> i + 1).limit(50_000).toArray();
    double[] y = new double[x.length];
    y[31_337] = 1000;

    Picture picture =
        SeriesPicture.named("series").panel(SeriesPicture.Panel.of("y").line("y", x, y)).build();

    BufferedImage image = image(picture, PictureFormats.WIDE);
    int columnsWithPeak = 0;
    for (int column = 100; column < image.getWidth(); column++) {
      boolean high = false;
      for (int line = 100; line < 300; line++) {
        high |= image.getRGB(column, line) == Palette.color(0).getRGB();
      }
      columnsWithPeak += high ? 1 : 0;
    }
    assertThat(columnsWithPeak).isBetween(1, 6);
  }

  @Test
  void nothingAndNextToNothingAreDrawnToo() throws Exception {
    double[] none = {};
    double[] one = {3};
    double[] wrong = {NAN, Double.POSITIVE_INFINITY};
    List<Picture> pictures = new ArrayList<>();
    for (double[] values : List.of(none, one, wrong, new double[] {0, 0}, new double[] {-1, -2})) {
      pictures.add(LinesPicture.named("a").series("s", values, values, false).build());
      pictures.add(
          LinesPicture.named("a")
              .series("s", values, values, true)
              .reference("r", 0)
              .vertical("v", -1)
              .mark("m", 0, 0)
              .logX()
              .logY()
              .build());
      pictures.add(HistogramPicture.named("a").group("g", values).threshold("t", NAN).build());
      pictures.add(HistogramPicture.named("a").group("g", values).group("h", one).logY().build());
      pictures.add(ScatterPicture.named("a").points(values, values).build());
      pictures.add(
          ScatterPicture.named("a")
              .points(values, values)
              .sizes(new double[values.length])
              .names(List.of("x", "y").subList(0, values.length))
              .logX()
              .build());
      pictures.add(
          SeriesPicture.named("a")
              .panel(SeriesPicture.Panel.of("p").line("l", values, values).marks(values, values))
              .build());
      pictures.add(
          RegionsPicture.named("a")
              .grid(new int[] {0}, 1)
              .points(values, values, new int[values.length], List.of())
              .build());
      float[] floats = new float[values.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values[i];
      }
      pictures.add(ResidualsPicture.of("a", floats, floats, ""));
      BarsPicture bars = BarsPicture.named("a");
      for (double value : values) {
        bars.bar("bar", value);
      }
      pictures.add(bars.build());
    }
    pictures.add(LinesPicture.named("a").build());
    pictures.add(HistogramPicture.named("a").build());
    pictures.add(ScatterPicture.named("a").build());
    pictures.add(SeriesPicture.named("a").build());
    pictures.add(RegionsPicture.named("a").heat(new float[] {Float.NaN, 1, 1, 1}, 2).build());
    pictures.add(ImageGridPicture.named("a").build());
    pictures.add(ImageGridPicture.named("a").image("flat", new float[16]).signed().build());
    pictures.add(
        ImageGridPicture.named("a")
            .row("r", List.of(new float[] {Float.NaN, 1, 2, 3}, new float[4]))
            .eachAlone()
            .build());
    pictures.add(ConfusionPicture.of("a", new MulticlassConfusion(3), List.of()));
    MulticlassConfusion single = new MulticlassConfusion(1);
    single.add(0, 0);
    pictures.add(ConfusionPicture.of("a", single, List.of()));
    float[][] oneClass = {{}, {0}, {1, 1}};
    for (float[] labels : oneClass) {
      RankingCurve curve = RankingCurve.of(new float[labels.length], labels);
      pictures.add(RocPicture.of("a", curve, OptionalDouble.of(0)));
      pictures.add(PrecisionRecallPicture.of("a", curve, OptionalDouble.empty()));
    }
    for (Picture picture : pictures) {
      assertThat(colors(picture, PictureFormats.WIDE)).hasSizeGreaterThan(3);
      assertThat(colors(picture, PictureFormats.NARROW)).hasSizeGreaterThan(3);
      assertThat(svg(picture)).doesNotContain("NaN");
      assertThat(picture.title() + picture.description()).doesNotContain("not a number");
      Xml.parse(svg(picture));
    }
  }

  private static String svg(Picture picture) throws IOException {
    return PictureFormats.svg(picture, PictureFormats.WIDE);
  }

  private static BufferedImage image(Picture picture, java.awt.Dimension size) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(PictureFormats.png(picture, size, 1)));
  }

  private static Set<Integer> colors(Picture picture, java.awt.Dimension size) throws IOException {
    BufferedImage image = image(picture, size);
    Set<Integer> colors = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colors.add(image.getRGB(x, y));
      }
    }
    return colors;
  }

  private static List<String> texts(String svg) throws Exception {
    Document document = Xml.parse(svg);
    NodeList nodes = document.getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
