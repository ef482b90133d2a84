package dev.orrery.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RaceTest {

  private static final Map<String, Integer> TINY =
      Map.of(
          "rows",
          200,
          "columns",
          12,
          "queries",
          60,
          "k",
          5,
          "components",
          3,
          "iterations",
          2,
          "epochs",
          1,
          "train",
          100);

  @Test
  void everyContenderRunsOnAFewRows() {
    Set<String> ran = new HashSet<>();
    for (String algorithm : Race.ALGORITHMS) {
      for (boolean quick : new boolean[] {true, false}) {
        for (Race race : Race.of(algorithm, quick)) {
          for (String name : race.contenders()) {
            if (!Race.isPython(name) && ran.add(race.race() + " " + name)) {
              run(race, name);
            }
          }
        }
      }
    }
    assertThat(ran)
        .contains(
            "kmeans-predict tribuo",
            "kmeans-predict smile",
            "pca-predict smile",
            "linear-predict tribuo",
            "fm-predict tribuo");
  }

  private static void run(Race race, String name) {
    Map<String, Integer> sizes = new TreeMap<>(race.sizes());
    sizes.replaceAll((key, value) -> Math.min(value, TINY.getOrDefault(key, value)));
    Contender contender =
        Contender.of(race.race(), name, sizes, RaceData.of(race.race(), sizes), 2);
    contender.run();
    assertThat(contender.quality()).as(race.race() + " " + name).isFinite();
    if (race.race().equals("kmeans-predict")) {
      assertThat(contender.quality()).as(name).isEqualTo(1);
    }
  }

  @Test
  void thePythonScriptKnowsItsPeers() throws IOException {
    String script;
    try (InputStream in = RaceTest.class.getResourceAsStream("race_peers.py")) {
      script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (String algorithm : Race.ALGORITHMS) {
      for (Race race : Race.of(algorithm, false)) {
        race.contenders().stream()
            .filter(Race::isPython)
            .forEach(name -> assertThat(script).contains('"' + name + '"'));
      }
    }
  }

  @Test
  void answersAreWarmedUpAsOftenForEverybody() {
    assertThat(Race.of("linear-learner", true).getFirst().isSlow("tribuo")).isTrue();
    assertThat(Race.of("linear-learner", true).getLast().isSlow("tribuo")).isFalse();
  }
}
