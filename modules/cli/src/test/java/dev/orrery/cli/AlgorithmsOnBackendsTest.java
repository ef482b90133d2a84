package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.algorithm.Description;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Operation;
import dev.orrery.kernels.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every algorithm on every backend: the metrics are those of the scalar one but for rounding, and a
 * backend with a device calls no kernel that the algorithm does not name, each where its table
 * says.
 */
class AlgorithmsOnBackendsTest {

  /** Share of a metric by which the rounding of another backend may move it. */
  private static final double ROUNDING = 2e-3;

  private static final String KNN_DIGITS =
      "knn --train digits --split fixed --hp predictor_type=classifier --hp k=5 --hp"
          + " sample_size=1000";

  private static final List<String> CASES =
      List.of(
          "kmeans --train digits --hp k=10",
          "kmeans --train digits --hp k=10 --hp orrery_algorithm=lloyd",
          "kmeans --train iris --hp k=3 --hp orrery_algorithm=hamerly",
          "kmeans --train iris --hp k=3 --hp orrery_algorithm=elkan",
          "linear-learner --train breast-cancer --split fixed --preset sample",
          "linear-learner --train iris --split fixed --preset sample",
          "knn --train iris --split fixed --preset sample",
          KNN_DIGITS + " --hp dimension_reduction_type=sign --hp dimension_reduction_target=40",
          KNN_DIGITS + " --hp index_type=faiss.IVFFlat --hp faiss_index_ivf_nlists=16",
          "pca --train digits --hp num_components=5",
          "pca --train digits --hp num_components=5 --hp algorithm_mode=randomized",
          "pca --train digits --hp num_components=5 --hp orrery_algorithm=range_finder",
          "randomcutforest --train breast-cancer --preset sample",
          "factorization-machines --train breast-cancer --split fixed --hp"
              + " predictor_type=binary_classifier --hp num_factors=4 --hp epochs=3");

  private static final Map<String, JsonNode> BY_SCALAR = new HashMap<>();

  @TempDir private Path folder;

  static Stream<Arguments> onEveryOther() {
    return Stream.of("textbook", "simd", "nd4j", "opencl")
        .flatMap(backend -> CASES.stream().map(words -> Arguments.of(backend, words)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("onEveryOther")
  void theResultIsTheSameButForRounding(String name, String words) throws IOException {
    Backend backend =
        Backends.all().stream().filter(b -> b.name().equals(name)).findFirst().orElseThrow();
    assumeTrue(
        backend.unavailable().isEmpty(), () -> name + ": " + backend.unavailable().orElse(""));
    JsonNode expected = BY_SCALAR.get(words);
    if (expected == null) {
      expected = run("scalar", words);
      BY_SCALAR.put(words, expected);
    }
    JsonNode found = run(name, words);
    assertThat(found.at("/metrics").size()).isPositive();
    for (Map.Entry<String, JsonNode> metric : expected.at("/metrics").properties()) {
      if (isTime(metric.getKey())) {
        continue;
      }
      double wanted = metric.getValue().asDouble();
      assertThat(found.at("/metrics").get(metric.getKey()).asDouble())
          .as(metric.getKey())
          .isCloseTo(wanted, within(ROUNDING * Math.max(Math.abs(wanted), 1e-3)));
    }
    checkAccount(backend, found.at("/backend_account"), words.split(" ")[0]);
  }

  private static boolean isTime(String metric) {
    return metric.contains("second") || metric.contains("latency");
  }

  private static void checkAccount(Backend backend, JsonNode account, String algorithm) {
    if (!List.of("nd4j", "opencl").contains(backend.name())) {
      assertThat(account.isNull()).isTrue();
      return;
    }
    Set<String> named =
        Algorithms.find(algorithm).description().work().stream()
            .map(Description.Work::operations)
            .flatMap(List::stream)
            .map(Operation::method)
            .collect(Collectors.toCollection(TreeSet::new));
    named.add(Operation.PACK.method());
    assertThat(named).containsAll(names(account.get("calls")));
    assertThat(named).containsAll(names(account.get("hostCalls")));
    for (String method : names(account.get("calls"))) {
      assertThat(backend.place(Operation.ofMethod(method))).as(method).isEqualTo(Place.BACKEND);
    }
    for (String method : names(account.get("hostCalls"))) {
      assertThat(backend.place(Operation.ofMethod(method))).as(method).isEqualTo(Place.HOST);
    }
  }

  private static List<String> names(JsonNode calls) {
    List<String> names = new ArrayList<>();
    calls.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private JsonNode run(String backend, String words) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of(words.split(" ")));
    arguments.addAll(List.of("--backend", backend, "--threads", "2", "--no-report", "--json"));
    arguments.addAll(List.of("--out", folder.resolve(backend).toString()));
    Cli.Outcome outcome = Cli.run(arguments.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
    return outcome.json();
  }
}
