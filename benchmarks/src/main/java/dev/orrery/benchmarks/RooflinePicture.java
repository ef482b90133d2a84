package dev.orrery.benchmarks;

import dev.orrery.report.Charts;
import dev.orrery.report.Picture;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where each kernel of one backend stands under the roof, for operands out of the caches: numbered
 * points, a list that names them, and what the roof means.
 */
final class RooflinePicture {

  private static final double LEFT = 62;
  private static final double RIGHT = 600;
  private static final double TOP = 66;
  private static final double BOTTOM = 440;
  private static final double LIST = 624;
  private static final double RADIUS = 8.5;

  private static final Color ROOF = new Color(0x333333);
  private static final Color MEMORY = new Color(0xB34A00);
  private static final Color ARITHMETIC = new Color(0x00619A);

  /** What holds a backend back wherever it stands. */
  private static final Map<String, String> BACKENDS =
      Map.of(
          "simd",
          "simd: loops on the Vector API. What a kernel does beside its multiply-adds (searches, norms,"
              + " copies into panels) counts as time only.",
          "scalar",
          "scalar: one number at a time where the roof stands for whole vectors, which explains most"
              + " of the distance to the flat part.",
          "nd4j",
          "nd4j: OpenBLAS forms the products, but all scores go to memory and are searched there"
              + " afterwards, which counts as time only.",
          "textbook",
          "textbook: plain loops, written to be read and not to be fast.",
          "opencl",
          "opencl: the device keeps the right-hand matrix; rows go to it and results come back with"
              + " each call, and each call starts kernels. This counts as time, not as bytes: a kernel"
              + " with few operations for each byte loses most. Single pairs and axpy run on the host."
              + " The roof is that of one thread of the"
              + " processor; a device that is the processor itself (PoCL) has one compute unit here, and"
              + " a graphics processor has a higher roof of its own, which is not drawn.");

  /** A point with its number in the list and its share of the roof. */
  private record Point(int number, KernelFigure figure, double share, boolean memory) {}

  private final Roofline roofline;
  private final String backend;
  private final List<Point> points;
  private final Canvas.Axis x;
  private final Canvas.Axis y;

  private RooflinePicture(Roofline roofline, List<KernelFigure> all, String backend) {
    this.roofline = roofline;
    this.backend = backend;
    List<KernelFigure> drawn = all.stream().filter(figure -> !figure.shape().inCache()).toList();
    this.points = points(drawn);
    double ridge = roofline.peak() / roofline.bandwidth();
    double least = ridge / 4;
    double most = ridge * 4;
    double slowest = roofline.peak() / 4;
    double fastest = roofline.peak();
    for (KernelFigure figure : drawn) {
      least = Math.min(least, figure.shape().intensity());
      most = Math.max(most, figure.shape().intensity());
      slowest = Math.min(slowest, figure.gigaflops());
      slowest = Math.min(slowest, roofline.at(figure.shape().intensity()));
      fastest = Math.max(fastest, figure.gigaflops());
    }
    this.x = new Canvas.Axis(least / 1.6, most * 1.6, LEFT, RIGHT);
    this.y = new Canvas.Axis(slowest / 1.5, fastest * 1.6, BOTTOM, TOP);
  }

  /**
   * A picture named {@code roofline-BACKEND}.
   *
   * @param all figures of all backends, so that the axes of their pictures are the same
   */
  static Picture of(Roofline roofline, List<KernelFigure> all, String backend) {
    RooflinePicture picture = new RooflinePicture(roofline, all, backend);
    return new Picture(
        "roofline-" + backend,
        picture.title(),
        "Each numbered point is a kernel on operands out of the caches: to the right it computes more"
            + " with each byte, upwards it computes faster; the roof was measured in the same run.",
        (graphics, width, height) -> picture.draw(new Canvas(graphics, width, height), width));
  }

  private List<Point> points(List<KernelFigure> drawn) {
    List<KernelFigure> own =
        drawn.stream()
            .filter(figure -> figure.backend().equals(backend))
            .sorted(Comparator.comparingDouble(figure -> figure.shape().intensity()))
            .toList();
    List<Point> numbered = new ArrayList<>();
    for (KernelFigure figure : own) {
      numbered.add(
          new Point(
              numbered.size() + 1,
              figure,
              figure.gigaflops() / roofline.attainable(figure.shape()),
              roofline.isMemoryBound(figure.shape())));
    }
    return numbered;
  }

  private String title() {
    return "Roofline of one thread: " + backend;
  }

  private void draw(Canvas canvas, int width) {
    canvas.heading(
        title(),
        "How fast each kernel is, beside what memory and the multipliers allow; both axes logarithmic");
    canvas.ticksBelow(x, TOP, BOTTOM);
    canvas.ticksBeside(y, LEFT, RIGHT);
    canvas.font(Font.PLAIN, 12, Charts.INK);
    canvas.centered("operations for each byte from memory", (LEFT + RIGHT) / 2, BOTTOM + 28);
    canvas.upwards("GFLOP/s", LEFT - 44, (TOP + BOTTOM) / 2);
    roof(canvas);
    marks(canvas);
    list(canvas, width - Canvas.MARGIN);
    explanation(canvas, width - 2 * Canvas.MARGIN);
  }

  private void roof(Canvas canvas) {
    double ridge = roofline.peak() / roofline.bandwidth();
    double begin = Math.max(x.low(), y.low() / roofline.bandwidth());
    canvas.line(
        x.at(begin), y.at(roofline.at(begin)), x.at(ridge), y.at(roofline.peak()), ROOF, 2.5f);
    canvas.line(x.at(ridge), y.at(roofline.peak()), RIGHT, y.at(roofline.peak()), ROOF, 2.5f);
    canvas.dotted(x.at(ridge), y.at(roofline.peak()), x.at(ridge), BOTTOM, ROOF);
    canvas.font(Font.BOLD, 12, ARITHMETIC);
    canvas.left(
        String.format(Locale.ROOT, "flat: %.0f GFLOP/s", roofline.peak()),
        x.at(ridge) + 8,
        y.at(roofline.peak()) - 7);
    canvas.left("compute bound", x.at(ridge) + 8, BOTTOM - 8);
    canvas.font(Font.BOLD, 12, MEMORY);
    canvas.right(
        String.format(Locale.ROOT, "slope: %.1f GB/s", roofline.bandwidth()),
        x.at(ridge / 3) - 10,
        y.at(roofline.at(ridge / 3)) - 4);
    canvas.right("memory bound", x.at(ridge) - 8, BOTTOM - 8);
  }

  /** The points, each with its number beside it where there is room. */
  private void marks(Canvas canvas) {
    List<double[]> taken = new ArrayList<>();
    for (Point point : points) {
      taken.add(place(point));
    }
    for (Point point : points) {
      double[] at = place(point);
      Color color = point.memory() ? MEMORY : ARITHMETIC;
      canvas.dotted(at[0], at[1], at[0], y.at(roofline.attainable(point.figure().shape())), color);
    }
    int truePlaces = taken.size();
    for (Point point : points) {
      double[] at = place(point);
      double[] label = free(at, taken, truePlaces);
      taken.add(label);
      Color color = point.memory() ? MEMORY : ARITHMETIC;
      canvas.line(at[0], at[1], label[0], label[1], color, 1);
      canvas.dot(label[0], label[1], RADIUS, Color.WHITE, color);
      canvas.font(Font.BOLD, 10, color);
      canvas.centered(Integer.toString(point.number()), label[0], label[1]);
    }
    for (Point point : points) {
      double[] at = place(point);
      canvas.dot(at[0], at[1], 3.2, point.memory() ? MEMORY : ARITHMETIC, Color.WHITE);
    }
  }

  private double[] place(Point point) {
    return new double[] {
      x.at(point.figure().shape().intensity()), y.at(point.figure().gigaflops())
    };
  }

  /** The nearest place around a point, lower ones first, that covers no point and no number. */
  private static double[] free(double[] point, List<double[]> taken, int points) {
    double[] best = point;
    for (double distance = 15; distance < 160; distance += 4) {
      for (int step = 0; step < 24; step++) {
        int turn = step % 2 == 0 ? step / 2 : -(step + 1) / 2;
        double angle = Math.PI / 2 + turn * Math.PI / 12;
        best =
            new double[] {
              point[0] + distance * Math.cos(angle), point[1] + distance * Math.sin(angle)
            };
        if (isFree(best, taken, points)) {
          return best;
        }
      }
    }
    return best;
  }

  private static boolean isFree(double[] place, List<double[]> taken, int points) {
    if (place[0] < LEFT + RADIUS
        || place[0] > RIGHT - RADIUS
        || place[1] < TOP
        || place[1] > BOTTOM - 26) {
      return false;
    }
    for (int i = 0; i < taken.size(); i++) {
      double room = i < points ? RADIUS + 4 : 2 * RADIUS + 1;
      if (Math.hypot(place[0] - taken.get(i)[0], place[1] - taken.get(i)[1]) < room) {
        return false;
      }
    }
    return true;
  }

  private void list(Canvas canvas, double right) {
    double line = TOP + 8;
    for (boolean memory : new boolean[] {true, false}) {
      Color color = memory ? MEMORY : ARITHMETIC;
      canvas.font(Font.BOLD, 12, color);
      canvas.left(memory ? "memory bound" : "compute bound", LIST, line);
      canvas.right("of the roof", right, line);
      line += 17;
      for (Point point : points) {
        if (point.memory() == memory) {
          KernelCase c = point.figure().shape();
          canvas.font(Font.BOLD, 10.5f, color);
          canvas.right(Integer.toString(point.number()), LIST + 16, line);
          canvas.font(Font.PLAIN, 10.5f, Charts.INK);
          canvas.left(
              canvas.fitted(c.kernel() + " " + c.shape(), right - 36 - LIST - 22), LIST + 22, line);
          canvas.right(String.format(Locale.ROOT, "%.2f", point.share()), right, line);
          line += 15.5;
        }
      }
      line += 12;
    }
  }

  private void explanation(Canvas canvas, double width) {
    double ridge = roofline.peak() / roofline.bandwidth();
    canvas.font(Font.PLAIN, 11.5f, Charts.INK);
    double line = BOTTOM + 54;
    line =
        canvas.paragraph(
            String.format(
                Locale.ROOT,
                "The roof is what one thread can reach at most, measured in the same run. Slope: memory"
                    + " feeds %.1f GB/s (the triad of STREAM), times the operations for each byte."
                    + " Flat: %.0f GFLOP/s of multiply-adds in registers alone. They meet at %.1f"
                    + " operations for each byte: to the left a kernel is memory bound, and only fewer"
                    + " bytes make it faster; to the right it is compute bound, and only fuller"
                    + " multipliers do.",
                roofline.bandwidth(),
                roofline.peak(),
                ridge),
            Canvas.MARGIN,
            line,
            width);
    line =
        canvas.paragraph(
            "The dotted line from a point up to the roof is what is left to win; the list has the share"
                + " that is reached. Kernels whose operands lie in a cache are not drawn: no slope holds"
                + " them."
                + (points.stream().anyMatch(point -> point.share() > 1)
                    ? " Above 1: the triad writes to lines that the processor fetches first, which"
                        + " nobody counts; who writes where it has just read is spared that."
                    : ""),
            Canvas.MARGIN,
            line,
            width);
    canvas.paragraph(BACKENDS.getOrDefault(backend, backend), Canvas.MARGIN, line, width);
  }
}
