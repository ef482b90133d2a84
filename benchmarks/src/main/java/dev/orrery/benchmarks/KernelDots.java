package dev.orrery.benchmarks;

import dev.orrery.report.Charts;
import dev.orrery.report.Palette;
import dev.orrery.report.Picture;
import java.awt.Color;
import java.awt.Font;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** All kernels, a line of dots for each: how fast every backend is, and where simd loses. */
final class KernelDots {

  private static final double NAMES = 366;
  private static final double TOP = 92;
  private static final double VERDICTS = 146;
  private static final Color LOST = new Color(0xFBE3DC);
  private static final Color LOSS = new Color(0xB02A00);

  private final List<KernelFigure> figures;
  private final List<String> contenders;
  private final String main;

  private KernelDots(List<KernelFigure> figures, List<String> backends, String main) {
    this.figures = figures;
    this.main = main;
    this.contenders = Stream.concat(backends.stream(), Stream.of(KernelFigure.SGEMM)).toList();
  }

  /**
   * A picture named {@code kernels}.
   *
   * @param main the backend whose losses are marked
   */
  static Picture of(List<KernelFigure> figures, List<String> backends, String main) {
    KernelDots dots = new KernelDots(figures, backends, main);
    return new Picture(
        "kernels",
        "Kernels by backend",
        "A line for each kernel and shape with a dot for each backend, further right where it is faster;"
            + " lines where another backend beats "
            + main
            + " are tinted.",
        (graphics, width, height) -> dots.draw(new Canvas(graphics, width, height), width, height));
  }

  private void draw(Canvas canvas, int width, int height) {
    canvas.heading(
        "Kernels by backend",
        "GFLOP/s of one thread, logarithmic: median, and a line from the slowest to the fastest"
            + " iteration. Tinted: another backend beats "
            + main
            + ".");
    List<KernelCase> cases =
        figures.stream()
            .filter(figure -> figure.backend().equals(main))
            .map(KernelFigure::shape)
            .toList();
    double right = width - VERDICTS - Canvas.MARGIN;
    double bottom = height - 44.0;
    double step = Math.min(26, (bottom - TOP) / cases.size());
    bottom = TOP + step * cases.size();
    Canvas.Axis axis =
        new Canvas.Axis(
            figures.stream().mapToDouble(KernelDots::slowest).min().orElseThrow() / 1.2,
            figures.stream().mapToDouble(KernelFigure::gigaflops).max().orElseThrow() * 1.2,
            NAMES,
            right);
    legend(canvas);
    for (int i = 0; i < cases.size(); i++) {
      if (!faster(cases.get(i)).isEmpty()) {
        canvas.band(Canvas.MARGIN, TOP + i * step, width - 2.0 * Canvas.MARGIN, step, LOST);
      }
    }
    canvas.ticksBelow(axis, TOP, bottom);
    canvas.font(Font.PLAIN, 12, Charts.INK);
    canvas.centered("GFLOP/s", (NAMES + right) / 2, bottom + 28);
    canvas.font(Font.PLAIN, 10.5f, Charts.FAINT_INK);
    canvas.left("time to that of " + main, right + 10, TOP - 5);
    for (int i = 0; i < cases.size(); i++) {
      line(canvas, cases.get(i), axis, TOP + (i + 0.5) * step, right);
    }
  }

  private void legend(Canvas canvas) {
    double x = Canvas.MARGIN + 6;
    for (String name : contenders) {
      if (figures.stream().anyMatch(figure -> figure.backend().equals(name))) {
        canvas.dot(x, 72, 5, color(name), name.equals(main) ? Color.BLACK : Color.WHITE);
        String text = name.equals(KernelFigure.SGEMM) ? "sgemm (products alone)" : name;
        canvas.font(Font.PLAIN, 12, Charts.INK);
        canvas.left(text, x + 9, 76);
        x += canvas.width(text) + 30;
      }
    }
  }

  private void line(Canvas canvas, KernelCase c, Canvas.Axis axis, double y, double right) {
    canvas.font(Font.PLAIN, 10.5f, Charts.INK);
    canvas.right(
        canvas.fitted(c.kernel() + " " + c.shape(), NAMES - 10 - Canvas.MARGIN), NAMES - 10, y + 4);
    canvas.line(NAMES, y, right, y, new Color(0xF0F0F0), 1);
    for (String name : contenders.reversed()) {
      for (KernelFigure figure : figures) {
        if (figure.shape().equals(c) && figure.backend().equals(name)) {
          boolean own = name.equals(main);
          canvas.line(axis.at(slowest(figure)), y, axis.at(figure.gigaflops()), y, color(name), 2);
          canvas.dot(
              axis.at(figure.medianGigaflops()),
              y,
              own ? 5 : 4.2,
              color(name),
              own ? Color.BLACK : Color.WHITE);
        }
      }
    }
    List<KernelFigure> faster = faster(c);
    if (!faster.isEmpty()) {
      canvas.font(Font.BOLD, 10.5f, LOSS);
      canvas.left(verdict(faster, own(c)), right + 10, y + 4);
    }
  }

  private static String verdict(List<KernelFigure> faster, KernelFigure own) {
    KernelFigure first = faster.getFirst();
    String others = faster.size() > 1 ? ", " + (faster.size() - 1) + " more" : "";
    return String.format(
        Locale.ROOT, "%s %.2f%s", first.backend(), first.best() / own.best(), others);
  }

  /** The backends that beat the main one, the fastest first. */
  private List<KernelFigure> faster(KernelCase c) {
    KernelFigure own = own(c);
    return figures.stream()
        .filter(figure -> figure.shape().equals(c))
        .filter(figure -> !figure.backend().equals(KernelFigure.SGEMM))
        .filter(figure -> KernelTables.beats(figure, own))
        .sorted(Comparator.comparingDouble(KernelFigure::best))
        .toList();
  }

  private KernelFigure own(KernelCase c) {
    return figures.stream()
        .filter(figure -> figure.shape().equals(c) && figure.backend().equals(main))
        .findFirst()
        .orElseThrow();
  }

  private Color color(String contender) {
    return Palette.color(contenders.indexOf(contender));
  }

  private static double slowest(KernelFigure figure) {
    double[] times = figure.nanoseconds();
    return figure.flops() / times[times.length - 1];
  }
}
