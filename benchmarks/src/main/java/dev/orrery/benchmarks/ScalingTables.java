package dev.orrery.benchmarks;

import dev.orrery.cli.bench.BenchRequest;
import dev.orrery.kernels.Machine;
import dev.orrery.report.Picture;
import dev.orrery.report.common.LinesPicture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How cost grows, as tables, pictures and JSON. */
final class ScalingTables {

  private final BenchRequest request;
  private final List<ScalingFigure> figures;
  private final OwnThreads ownThreads;

  /**
   * Takes over what was measured.
   *
   * @param ownThreads the table about ND4J's threads
   */
  ScalingTables(BenchRequest request, List<ScalingFigure> figures, OwnThreads ownThreads) {
    this.request = request;
    this.figures = figures;
    this.ownThreads = ownThreads;
  }

  /** Everything for programs. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "scaling");
    json.put("quick", request.quick());
    json.put("threads", request.threads());
    json.put("machine", Machine.current());
    List<Map<String, Object>> lines = new ArrayList<>();
    for (ScalingFigure figure : figures) {
      ScalingLine line = figure.line();
      PowerFit fit = figure.fit();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("algorithm", line.algorithm());
      entry.put("stage", line.stage());
      entry.put("varied", line.varied());
      entry.put("settings", RaceData.sizes(line.settings()));
      entry.put("sizes", line.sizes());
      entry.put("seconds", figure.seconds());
      entry.put("median_seconds", figure.shots().stream().map(Shots::median).toList());
      entry.put("spread", figure.shots().stream().map(Shots::spread).toList());
      entry.put("exponent", orNull(fit.exponent()));
      entry.put("standard_error", orNull(fit.error()));
      entry.put("fixed_seconds", line.direct() ? null : orNull(fit.fixed()));
      entry.put("theory", line.theory());
      entry.put("sees_every_row", line.seesEveryRow());
      entry.put("stops_growing", line.stopsGrowing());
      entry.put("within_tolerance", figure.isAsInTheory());
      entry.put("remark", line.remark());
      lines.add(entry);
    }
    json.put("lines", lines);
    json.put("nd4j_threads", ownThreads.json());
    return json;
  }

  private static Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** Tables for people. */
  String markdown() {
    StringBuilder out = new StringBuilder(Reproduction.of(request));
    out.append(
        """

        Least seconds of single shots after warm-up: of one thread, by the processor's time that it took, so that what else
        runs on the machine does not count; by the clock where threads are varied. All sizes of a line are measured by turns in
        one process. The exponent is that of a cost f + c * size^e, by least squares on the logarithms of
        the differences between neighbouring sizes, in which the fixed cost f does not stand, with its standard error; for
        stages that stop growing, and for threads, on the logarithms of the times.

        | algorithm | stage | varied | sizes | seconds at each | exponent | theory | remark |
        |---|---|---|---|---|---|---|---|
        """);
    for (ScalingFigure figure : figures) {
      ScalingLine line = figure.line();
      out.append(
          "| %s | %s | %s | %s | %s | %s | %s | %s |%n"
              .formatted(
                  line.algorithm(),
                  line.stage(),
                  line.varied(),
                  line.sizes().stream()
                      .map(size -> String.format(Locale.ROOT, "%,d", size))
                      .collect(Collectors.joining(" / ")),
                  Arrays.stream(figure.seconds())
                      .mapToObj(s -> String.format(Locale.ROOT, "%.4f", s))
                      .collect(Collectors.joining(" / ")),
                  figure.exponent(),
                  String.format(Locale.ROOT, "%.0f", line.theory()),
                  line.remark()));
    }
    return out.append(judgement()).append(stops()).append(ownThreads.markdown()).toString();
  }

  /** Whether the stages that see every row are linear. */
  private String judgement() {
    List<ScalingFigure> every = figures.stream().filter(f -> f.line().seesEveryRow()).toList();
    List<String> beyond =
        every.stream()
            .filter(figure -> !figure.isAsInTheory())
            .map(figure -> figure.line().id() + " (" + figure.exponent() + ")")
            .toList();
    return String.format(
        Locale.ROOT,
        "%nOf %d stages that see every row, %d are linear in them within %.1f%s.%n",
        every.size(),
        every.size() - beyond.size(),
        ScalingFigure.TOLERANCE,
        beyond.isEmpty() ? "" : "; beyond: " + String.join(", ", beyond));
  }

  /** The stages that stop growing, by name; nothing when none was measured. */
  private String stops() {
    List<String> names =
        figures.stream()
            .filter(figure -> figure.line().stopsGrowing())
            .map(
                figure ->
                    figure.line().id()
                        + " ("
                        + figure.exponent()
                        + (figure.line().theory() > 0 ? ", of a draw for each row alone" : "")
                        + ")")
            .toList();
    return names.isEmpty() ? "" : "\nStages that stop growing: " + String.join(", ", names) + ".\n";
  }

  /** The algorithms that were measured. */
  List<String> algorithms() {
    return figures.stream().map(figure -> figure.line().algorithm()).distinct().toList();
  }

  /** The lines of an algorithm, measured and fitted, each from its smallest size on. */
  Picture picture(String algorithm) {
    LinesPicture lines =
        LinesPicture.named("scaling-" + algorithm)
            .title("How the cost of " + algorithm + " grows")
            .subtitle("Points are measured, lines fitted; the number is the exponent")
            .x("size, as a multiple of the smallest")
            .y("seconds")
            .logX()
            .logY();
    for (ScalingFigure figure : figures) {
      if (figure.line().algorithm().equals(algorithm)) {
        draw(figure, lines);
      }
    }
    return lines
        .description(
            "On two logarithmic axes a power of the size is a straight line, and a fixed cost bends"
                + " its beginning upwards.")
        .build();
  }

  private static void draw(ScalingFigure figure, LinesPicture lines) {
    ScalingLine line = figure.line();
    int n = line.sizes().size();
    double[] seconds = figure.seconds();
    double[] multiple = new double[n];
    double[] fitted = new double[n];
    double[] pointX = new double[2 * n];
    double[] pointY = new double[2 * n];
    for (int i = 0; i < n; i++) {
      multiple[i] = (double) line.sizes().get(i) / line.sizes().getFirst();
      fitted[i] = figure.fit().at(line.sizes().get(i));
      pointX[2 * i] = multiple[i];
      pointY[2 * i] = seconds[i];
      // A gap after every point, so that no line joins them.
      pointX[2 * i + 1] = multiple[i];
      pointY[2 * i + 1] = Double.NaN;
    }
    String name = line.stage() + " by " + line.varied();
    lines.series(name + ": " + figure.exponent(), pointX, pointY, true);
    lines.series(name + ", fitted", multiple, fitted, false);
  }
}
