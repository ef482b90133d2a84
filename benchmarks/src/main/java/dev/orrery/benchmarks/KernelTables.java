package dev.orrery.benchmarks;

import dev.orrery.cli.bench.BenchRequest;
import dev.orrery.kernels.Machine;
import dev.orrery.report.Picture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The kernels' figures as tables, pictures and JSON. */
final class KernelTables {

  /** A backend is beaten by one that takes less than this share of its time. */
  private static final double BEATEN = 0.98;

  private final BenchRequest request;
  private final Roofline roofline;
  private final List<KernelFigure> figures;
  private final List<String> backends;
  private final Map<String, String> absent;

  KernelTables(
      BenchRequest request,
      Roofline roofline,
      List<KernelFigure> figures,
      List<String> backends,
      Map<String, String> absent) {
    this.request = request;
    this.roofline = roofline;
    this.figures = figures;
    this.backends = backends;
    this.absent = absent;
  }

  /** What the main backend was measured at; the textbook passes long ones over. */
  private List<KernelCase> cases() {
    return figures.stream()
        .filter(figure -> figure.backend().equals(main()))
        .map(KernelFigure::shape)
        .toList();
  }

  private Optional<KernelFigure> figure(KernelCase c, String backend) {
    return figures.stream()
        .filter(figure -> figure.shape().equals(c) && figure.backend().equals(backend))
        .findFirst();
  }

  /** Everything for programs. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "kernels");
    json.put("quick", request.quick());
    json.put("machine", Machine.current());
    Map<String, Object> probes = new LinkedHashMap<>();
    probes.put("fma_gflops", roofline.peak());
    probes.put("fma_gflops_two_threads", roofline.peakOfTwo());
    probes.put("triad_gbytes", roofline.bandwidth());
    probes.put(
        "c_fma_gflops", roofline.compiled().isPresent() ? roofline.compiled().getAsDouble() : null);
    json.put("probes", probes);
    json.put("absent", absent);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (KernelFigure figure : figures) {
      KernelCase c = figure.shape();
      Shots shots = new Shots(figure.nanoseconds());
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("kernel", c.kernel());
      row.put("shape", c.shape());
      row.put("in_cache", c.inCache());
      row.put("backend", figure.backend());
      row.put("seconds", shots.median() / 1e9);
      row.put("spread", shots.spread() / 1e9);
      row.put("best_seconds", figure.best() / 1e9);
      row.put("gflops", figure.gigaflops());
      row.put("gbytes", figure.gigabytes());
      row.put("of_probe", figure.gigaflops() / roofline.peak());
      row.put("of_triad", figure.gigabytes() / roofline.bandwidth());
      row.put("of_roofline", figure.gigaflops() / roofline.attainable(c));
      row.put("bound", roofline.isMemoryBound(c) ? "memory" : "arithmetic");
      rows.add(row);
    }
    json.put("results", rows);
    return json;
  }

  /** Tables for people. */
  String markdown() {
    StringBuilder out = new StringBuilder();
    line(out, "| multiply-adds in registers, one thread | %.1f GFLOP/s |", roofline.peak());
    line(out, "| the same, two threads | %.1f GFLOP/s |", roofline.peakOfTwo());
    line(out, "| triad of STREAM, one thread | %.1f GB/s |", roofline.bandwidth());
    line(
        out,
        "| multiply-adds from C, one thread | %s |",
        roofline.compiled().isPresent()
            ? String.format(Locale.ROOT, "%.1f GFLOP/s", roofline.compiled().getAsDouble())
            : "no C compiler");
    out.append(Reproduction.of(request));
    line(
        out,
        "%nGFLOP/s on one thread, best iteration. `of probe` is that of %s to the multiply-adds in"
            + " registers, `of roofline` to the lesser of these and what memory feeds, `of sgemm` to the"
            + " products alone by OpenBLAS on operands that lie ready; GB/s count each operand once.%n",
        main());
    StringBuilder head = new StringBuilder("| kernel | shape | in cache |");
    StringBuilder rule = new StringBuilder("|---|---|---|");
    for (String backend : backends) {
      head.append(' ').append(backend).append(" |");
      rule.append("---|");
    }
    line(out, "%s of probe | of roofline | GB/s | of triad | sgemm | of sgemm |", head);
    line(out, "%s---|---|---|---|---|---|", rule);
    cases().forEach(c -> row(out, c));
    out.append(losses());
    absent.forEach((name, why) -> line(out, "%nThe backend %s was not measured: %s.", name, why));
    return out.toString();
  }

  /** The backend that the fractions are of. */
  private String main() {
    return backends.contains("simd") ? "simd" : backends.getFirst();
  }

  private void row(StringBuilder out, KernelCase c) {
    out.append("| %s | %s | %s |".formatted(c.kernel(), c.shape(), c.inCache() ? "yes" : "no"));
    for (String backend : backends) {
      out.append(
          figure(c, backend)
              .map(f -> String.format(Locale.ROOT, " %.1f |", f.gigaflops()))
              .orElse(" - |"));
    }
    KernelFigure ours = figure(c, main()).orElseThrow();
    out.append(
        String.format(
            Locale.ROOT,
            " %.2f | %.2f | %.1f | %s |",
            ours.gigaflops() / roofline.peak(),
            ours.gigaflops() / roofline.attainable(c),
            ours.gigabytes(),
            roofline.isMemoryBound(c)
                ? String.format(Locale.ROOT, "%.2f", ours.gigabytes() / roofline.bandwidth())
                : "-"));
    out.append(
        figure(c, KernelFigure.SGEMM)
            .map(
                f ->
                    String.format(
                        Locale.ROOT, " %.1f | %.2f |%n", f.gigaflops(), f.best() / ours.best()))
            .orElse(" - | - |\n"));
  }

  /** Whether a backend is clearly faster than another. */
  static boolean beats(KernelFigure one, KernelFigure other) {
    return one.best() < BEATEN * other.best();
  }

  /** Where another backend is faster than simd, or simd slower than scalar. */
  private String losses() {
    StringBuilder out = new StringBuilder();
    for (KernelCase c : cases()) {
      KernelFigure ours = figure(c, main()).orElseThrow();
      for (String backend : backends) {
        figure(c, backend)
            .filter(other -> beats(other, ours))
            .ifPresent(
                other ->
                    line(
                        out,
                        "%n%s beats %s at %s %s: %.2f of its time.",
                        backend,
                        main(),
                        c.kernel(),
                        c.shape(),
                        other.best() / ours.best()));
      }
    }
    return out.toString();
  }

  /** The kernels of each backend under the roof, and all backends side by side at each kernel. */
  List<Picture> pictures() {
    List<Picture> pictures = new ArrayList<>();
    pictures.add(KernelDots.of(figures, backends, main()));
    backends.forEach(backend -> pictures.add(RooflinePicture.of(roofline, figures, backend)));
    return pictures;
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
