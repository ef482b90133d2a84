package dev.orrery.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.event.Event;
import dev.orrery.core.metric.Metric;
import dev.orrery.report.kmeans.ClusterPictures;
import dev.orrery.report.kmeans.Clustering;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PictureFormatsTest {

  private static final SyntheticRun RUN =
      SyntheticRun.lloyd(SyntheticRun.blobs(300, 4, 5, 0.8), 5, 4);

  private static List<Picture> pictures() {
    return ClusterPictures.of(
        Clustering.of(RUN.centers(), RUN.rows(), SyntheticRun.KERNELS),
        List.of("p00", "p01", "p10", "p11"),
        Projection.of(RUN.rows(), List.of(), Optional.empty()));
  }

  @Test
  void aClusteringHasItsPictures() {
    assertThat(pictures())
        .extracting(Picture::name)
        .containsExactly("clusters", "cluster-sizes", "centers");
    assertThat(pictures().getFirst().description())
        .isEqualTo(
            "300 sample rows colored by the nearest of 5 centers; the numbers mark the centers,"
                + " drawn on the first two principal directions of the rows.");
  }

  @Test
  void pngIsAnImageOfItsSizeWithManyColors() throws IOException {
    for (Picture picture : pictures()) {
      BufferedImage image = read(PictureFormats.png(picture, PictureFormats.WIDE, 1.6));

      assertThat(image.getWidth()).isEqualTo(1600);
      assertThat(image.getHeight()).isEqualTo(1000);
      assertThat(colors(image)).as(picture.name()).hasSizeGreaterThan(20);
      assertThat(image.getRGB(1, 1)).isEqualTo(0xFFFFFFFF);
    }
  }

  @Test
  void everyClusterHasItsColorInTheSizes() throws IOException {
    Set<Integer> colors =
        colors(read(PictureFormats.png(pictures().get(1), PictureFormats.WIDE, 1)));

    for (int c = 0; c < 5; c++) {
      assertThat(colors).contains(Palette.color(c).getRGB());
    }
  }

  @Test
  void svgIsXmlAndItsTextIsText() throws Exception {
    Picture clusters = pictures().getFirst();
    Document svg = Xml.parse(PictureFormats.svg(clusters, PictureFormats.WIDE));

    Element root = svg.getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("svg");
    assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 1000 625");
    List<String> texts = texts(svg, "text");
    assertThat(texts).contains("Clusters", "0", "4");
    assertThat(texts).anyMatch(text -> text.startsWith("Direction 1 ("));
    assertThat(texts).anyMatch(text -> text.startsWith("Direction 2 ("));
    assertThat(texts(svg, "title")).containsExactly("Clusters");
    assertThat(texts(svg, "desc")).containsExactly(clusters.description());
  }

  @Test
  void theSameTwiceIsTheSame() throws IOException {
    Picture once = pictures().getFirst();
    Picture again = pictures().getFirst();

    assertThat(PictureFormats.png(once, PictureFormats.NARROW, 2))
        .isEqualTo(PictureFormats.png(again, PictureFormats.NARROW, 2));
    assertThat(PictureFormats.svg(once, PictureFormats.WIDE))
        .isEqualTo(PictureFormats.svg(again, PictureFormats.WIDE));
  }

  @Test
  void curvesShareAPictureByName() throws IOException {
    List<Event.Measured> measured = new ArrayList<>();
    for (int epoch = 0; epoch < 3; epoch++) {
      measured.add(measured(epoch, Metric.score("validation", "accuracy", 0.5 + 0.1 * epoch)));
      measured.add(measured(epoch, Metric.loss("train", "msd", 9 - epoch)));
      measured.add(measured(epoch, Metric.loss("validation", "msd", 10 - epoch)));
    }
    measured.add(measured(1, Metric.loss("train", "msd", Double.NaN)));
    measured.add(new Event.Measured(Optional.empty(), Metric.loss("test", "msd", 1)));

    CurvePictures.Curves curves = CurvePictures.of(measured);
    List<Picture> pictures = curves.pictures();

    assertThat(pictures).extracting(Picture::name).containsExactly("loss", "by-pass-accuracy");
    assertThat(pictures.getFirst().description())
        .isEqualTo(
            "train:msd goes from 9 to 7; validation:msd goes from 10 to 8 over 3 passes."
                + " validation:msd is best after pass 3, at 8, the last one.");
    assertThat(pictures.getLast().title()).isEqualTo("Accuracy by pass");
    BufferedImage loss = read(PictureFormats.png(pictures.getFirst(), PictureFormats.WIDE, 1));
    assertThat(colors(loss)).contains(Palette.color(0).getRGB(), Palette.color(3).getRGB());
    assertThat(curves.line()).isEmpty();
    assertThat(CurvePictures.of(List.of())).isEqualTo(new CurvePictures.Curves(List.of(), ""));
  }

  @Test
  void theBestPassByValidationIsMarked() throws Exception {
    List<Event.Measured> measured = new ArrayList<>();
    double[] validation = {9, 5, 4, 6, 7};
    for (int epoch = 0; epoch < 5; epoch++) {
      measured.add(measured(epoch, Metric.loss("train", "mse", 900.0 / Math.pow(5, epoch))));
      measured.add(measured(epoch, Metric.loss("validation", "mse", validation[epoch])));
    }

    Picture picture = CurvePictures.of(measured).pictures().getFirst();

    assertThat(picture.description())
        .endsWith("validation:mse is best after pass 3, at 4, and no pass after it did better.");
    assertThat(texts(Xml.parse(PictureFormats.svg(picture, PictureFormats.WIDE)), "text"))
        .contains(
            "best pass: 3", "less is better", "mse", "train:mse", "validation:mse", "1000", "10");
  }

  @Test
  void onePassMakesALineOfTextAndManyMetricsAFewPictures() {
    List<Event.Measured> one =
        List.of(
            measured(0, Metric.loss("train", "msd", 2.5)),
            measured(0, Metric.score("validation", "accuracy", 0.9).asExtension()));
    assertThat(CurvePictures.of(one))
        .isEqualTo(
            new CurvePictures.Curves(
                List.of(),
                "Measured after one pass alone, which makes no curve: train:msd 2.5,"
                    + " orrery:validation_accuracy 0.9."));

    List<Event.Measured> many = new ArrayList<>();
    for (int m = 0; m < 20; m++) {
      many.add(measured(0, Metric.score("train", "m" + m, 1)));
      many.add(measured(1, Metric.score("train", "m" + m, 2)));
    }
    many.add(measured(0, Metric.loss("train", "loss", 1)));
    many.add(measured(1, Metric.loss("train", "loss", 0.5)));
    assertThat(CurvePictures.of(many).pictures())
        .extracting(Picture::name)
        .containsExactly(
            "loss", "by-pass-m0", "by-pass-m1", "by-pass-m2", "by-pass-m3", "by-pass-m4");
    assertThat(CurvePictures.of(many).line()).startsWith("15 more metrics were measured by pass;");
  }

  private static Event.Measured measured(int epoch, Metric metric) {
    return new Event.Measured(Optional.of(epoch), metric);
  }

  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static Set<Integer> colors(BufferedImage image) {
    Set<Integer> colors = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colors.add(image.getRGB(x, y));
      }
    }
    return colors;
  }

  private static List<String> texts(Document svg, String element) {
    NodeList nodes = svg.getElementsByTagName(element);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
