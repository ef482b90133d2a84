package dev.orrery.benchmarks;

import dev.orrery.cli.bench.BenchRequest;
import dev.orrery.cli.bench.BenchResult;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.kernels.Machine;
import dev.orrery.report.PictureFiles;
import dev.orrery.report.common.BarsPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The races of an algorithm: ours beside the peers that were asked for. */
final class RaceBench {

  private final BenchRequest request;
  private final Progress progress;
  private final List<Path> files = new ArrayList<>();

  RaceBench(BenchRequest request, Consumer<String> told) {
    this.request = request;
    this.progress = new Progress(told);
  }

  BenchResult run() throws IOException {
    List<Race> races = Race.of(request.subject(), request.quick());
    races.forEach(race -> progress.expect(takingPart(race).size()));
    StringBuilder markdown = new StringBuilder(HardwareCard.of(Machine.current()));
    markdown.append(Reproduction.of(request));
    markdown.append(
        """

        Median seconds and interquartile range of single shots after warm-up, each contender in a process of its own;
        `ratio` is theirs divided by ours, above 1 they are slower. Equal quality means equal work.
        """);
    List<Map<String, Object>> tables = new ArrayList<>();
    for (Race race : races) {
      List<RaceLine> lines = new ArrayList<>();
      for (String contender : takingPart(race)) {
        progress.begin(contender + " in " + race.title());
        lines.add(
            new RaceRunner(race, request.threads(), request.quick(), request.folder())
                .time(contender));
      }
      markdown.append(table(race, lines));
      tables.add(json(race, lines));
      files.add(chart(race, lines, tables.size()));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", request.subject());
    json.put("quick", request.quick());
    json.put("threads", request.threads());
    json.put("machine", Machine.current());
    json.put("contenders", tables.getFirst().get("contenders"));
    json.put("races", tables);
    return new BenchResult(json, markdown.toString(), files);
  }

  private List<String> takingPart(Race race) {
    return race.contenders().stream()
        .filter(name -> Race.library(name).equals("orrery") || request.wants(Race.library(name)))
        .toList();
  }

  private static double ratio(RaceLine line, RaceLine ours) {
    return line.shots().median() / ours.shots().median();
  }

  /** Whether somebody reached what we reached, so that the times compare. */
  private static boolean sameQuality(Race race, RaceLine line, RaceLine ours) {
    return Math.abs(line.quality() - ours.quality()) <= race.tolerance() * Math.abs(ours.quality());
  }

  private Map<String, Object> json(Race race, List<RaceLine> lines) {
    RaceLine ours = lines.getFirst();
    Map<String, Object> contenders = new LinkedHashMap<>();
    for (RaceLine line : lines) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("library", Race.library(line.contender()));
      if (line.isAbsent()) {
        entry.put("absent", line.remark());
      } else {
        entry.put("seconds", line.shots().median());
        entry.put("spread", line.shots().spread());
        entry.put("quality", line.quality());
        entry.put("same_quality", sameQuality(race, line, ours));
        entry.put("ratio", ratio(line, ours));
        if (line.distances() >= 0) {
          entry.put("distances", line.distances());
        }
        if (!line.remark().isEmpty()) {
          entry.put("remark", line.remark());
        }
      }
      contenders.put(line.contender(), entry);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", race.title());
    json.put("size", race.sizes());
    json.put("quality_measure", race.measure());
    json.put("contenders", contenders);
    return json;
  }

  private String table(Race race, List<RaceLine> lines) {
    RaceLine ours = lines.getFirst();
    boolean counted = ours.distances() >= 0;
    StringBuilder table = new StringBuilder();
    table.append("%n### %s%n%n%d threads.%n%n".formatted(race.title(), request.threads()));
    table.append("| contender | seconds | spread | ratio | ").append(race.measure());
    table.append(counted ? " | distances computed | |\n" : " | |\n");
    table.append(counted ? "|---|---|---|---|---|---|---|\n" : "|---|---|---|---|---|---|\n");
    for (RaceLine line : lines) {
      if (line.isAbsent()) {
        table.append(
            "| %s | - | - | - | - |%s %s |%n"
                .formatted(line.contender(), counted ? " - |" : "", line.remark()));
        continue;
      }
      String distances =
          !counted
              ? ""
              : line.distances() < 0
                  ? " |"
                  : String.format(
                      Locale.ROOT, " %.1f %% |", 100.0 * line.distances() / ours.distances());
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %.4f | %.4f | %.2f | %.6g |%s %s |%n",
              line.contender(),
              line.shots().median(),
              line.shots().spread(),
              ratio(line, ours),
              line.quality(),
              distances,
              remark(race, line, ours)));
    }
    return table.append(losses(race, lines)).toString();
  }

  private static String remark(Race race, RaceLine line, RaceLine ours) {
    String other = sameQuality(race, line, ours) ? "" : "another quality: not the same work";
    return line.remark() + (line.remark().isEmpty() || other.isEmpty() ? "" : "; ") + other;
  }

  /** What a bar alone would not tell. */
  private static String mark(Race race, RaceLine line, RaceLine ours) {
    if (!sameQuality(race, line, ours)) {
      return " (another quality)";
    }
    return ratio(line, ours) < 1 ? " (faster)" : "";
  }

  /** Who is faster than we are, in a sentence; nothing when nobody is. */
  private static String losses(Race race, List<RaceLine> lines) {
    RaceLine ours = lines.getFirst();
    List<String> faster =
        lines.stream()
            .filter(line -> !line.isAbsent() && ratio(line, ours) < 1)
            .filter(line -> !Race.library(line.contender()).equals("orrery"))
            .map(
                line ->
                    String.format(Locale.ROOT, "%s (%.2f)", line.contender(), ratio(line, ours)))
            .toList();
    return faster.isEmpty() ? "" : "\nFaster than ours: " + String.join(", ", faster) + ".\n";
  }

  private Path chart(Race race, List<RaceLine> lines, int number) throws IOException {
    BarsPicture bars =
        BarsPicture.named(request.subject() + "-race-" + number)
            .title(race.title())
            .subtitle(
                "Median seconds and quartiles; the shorter, the faster. Ours are blue, marked: who is"
                    + " faster, and who did other work")
            .axis("seconds, logarithmic")
            .logarithmic();
    for (RaceLine line : lines) {
      if (!line.isAbsent()) {
        bars.bar(
            line.contender() + mark(race, line, lines.getFirst()),
            line.shots().median(),
            line.shots().quantile(0.25),
            line.shots().quantile(0.75),
            Race.library(line.contender()).equals("orrery") ? 0 : 1);
      }
    }
    Path file = request.folder().resolve(request.subject() + "-race-" + number + ".png");
    AtomicFiles.write(file, PictureFiles.png(bars.build()));
    return file;
  }
}
