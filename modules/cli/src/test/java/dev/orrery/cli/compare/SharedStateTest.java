package dev.orrery.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.artifacts.ModelArtifacts;
import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
import dev.orrery.training.Job;
import dev.orrery.training.JobRequest;
import dev.orrery.training.LightTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every hyperparameter that an algorithm declares to be read by finishing alone: the model that is
 * finished with other values from another training's state is, to the bit, the one that training
 * with them gives.
 */
class SharedStateTest {

  @TempDir private Path folder;

  /**
   * A training and others that differ from it in names that finishing reads.
   *
   * @param validation data of a validation channel, or null
   * @param others each with its values in place of those of {@code given}
   */
  private record Family(
      String algorithm,
      String train,
      String validation,
      Map<String, String> given,
      List<Map<String, String>> others) {}

  private static final Map<String, String> HNSW = Map.of("orrery_index_type", "hnsw");

  private static Map<String, String> hnsw(String name, String value) {
    return Map.of("orrery_index_type", HNSW.get("orrery_index_type"), name, value);
  }

  private static final List<Family> FAMILIES =
      List.of(
          new Family(
              "kmeans",
              "digits",
              null,
              Map.of("k", "8", "extra_center_factor", "4"),
              List.of(
                  Map.of("local_lloyd_init_method", "random"),
                  Map.of("local_lloyd_max_iter", "2"),
                  Map.of("local_lloyd_num_trials", "1"),
                  Map.of("local_lloyd_tol", "0.2"),
                  Map.of("force_dense", "false"),
                  Map.of("eval_metrics", "[\"ssd\",\"msd\"]"))),
          new Family(
              "kmeans",
              "iris",
              null,
              Map.of("k", "3", "orrery_algorithm", "hamerly"),
              List.of(
                  Map.of("k", "7"),
                  Map.of("init_method", "kmeans++"),
                  Map.of("orrery_restarts", "3"),
                  Map.of("orrery_max_iter", "1"),
                  Map.of("orrery_tol", "0.5"),
                  Map.of("extra_center_factor", "2"),
                  Map.of("half_life_time_size", "100"),
                  Map.of("local_lloyd_init_method", "random"),
                  Map.of("local_lloyd_max_iter", "2"),
                  Map.of("local_lloyd_num_trials", "1"),
                  Map.of("local_lloyd_tol", "0.2"),
                  Map.of("force_dense", "false"),
                  Map.of("eval_metrics", "[\"ssd\"]"))),
          new Family(
              "knn",
              "digits",
              null,
              Map.of("k", "5", "predictor_type", "classifier", "sample_size", "600"),
              List.of(
                  Map.of("k", "1"),
                  Map.of("dimension_reduction_type", "sign", "dimension_reduction_target", "9"),
                  Map.of("dimension_reduction_type", "fjlt", "dimension_reduction_target", "12"),
                  Map.of("index_type", "faiss.IVFFlat"),
                  Map.of("index_type", "faiss.IVFPQ", "faiss_index_pq_m", "8"),
                  Map.of("index_type", "faiss.IVFFlat", "faiss_index_ivf_nlists", "7"),
                  Map.of("index_type", "faiss.IVFFlat", "orrery_nprobe", "1"),
                  Map.of("index_metric", "COSINE"),
                  Map.of("orrery_index_type", "kdtree"),
                  Map.of("orrery_vote", "distance"),
                  Map.of("orrery_tie_break", "nearest"),
                  Map.of("orrery_verbose_distances", "root"),
                  hnsw("orrery_hnsw_m", "5"),
                  hnsw("orrery_hnsw_ef_construction", "20"),
                  hnsw("orrery_hnsw_ef_search", "9"))),
          new Family(
              "pca",
              "digits",
              null,
              Map.of("num_components", "10"),
              List.of(
                  Map.of("num_components", "3"),
                  Map.of("num_components", "64"),
                  Map.of("extra_components", "5"),
                  Map.of("orrery_power_iterations", "1"),
                  Map.of("orrery_whiten", "true"),
                  Map.of("orrery_variance", "0.5"))),
          new Family(
              "pca",
              "digits",
              null,
              Map.of("num_components", "10", "algorithm_mode", "randomized"),
              List.of(Map.of("orrery_whiten", "true"), Map.of("orrery_variance", "0.5"))),
          new Family(
              "pca",
              "digits",
              null,
              Map.of("num_components", "10", "orrery_algorithm", "range_finder"),
              List.of(Map.of("orrery_whiten", "true"), Map.of("orrery_variance", "0.5"))),
          new Family(
              "randomcutforest",
              "sensor-single-hop",
              null,
              Map.of("num_trees", "50", "num_samples_per_tree", "64"),
              List.of(
                  Map.of("orrery_threshold_sigmas", "2"),
                  Map.of("orrery_partition", "shuffled"),
                  Map.of("eval_metrics", "[\"accuracy\"]"))),
          new Family(
              "randomcutforest",
              "sensor-single-hop",
              null,
              Map.of("num_trees", "50", "num_samples_per_tree", "64", "orrery_mode", "streaming"),
              List.of(
                  Map.of("orrery_threshold_sigmas", "2"),
                  Map.of("eval_metrics", "[\"accuracy\"]"))),
          new Family(
              "linear-learner",
              "breast-cancer",
              null,
              Map.of("predictor_type", "binary_classifier", "mini_batch_size", "50", "epochs", "3"),
              List.of(
                  Map.of("binary_classifier_model_selection_criteria", "f1"),
                  Map.of("binary_classifier_model_selection_criteria", "loss_function"),
                  Map.of(
                      "binary_classifier_model_selection_criteria",
                      "precision_at_target_recall",
                      "target_recall",
                      "0.95"),
                  Map.of(
                      "binary_classifier_model_selection_criteria",
                      "recall_at_target_precision",
                      "target_precision",
                      "0.99"),
                  Map.of("binary_classifier_model_selection_criteria", "f_beta", "f_beta", "3"),
                  Map.of("num_calibration_samples", "100"),
                  Map.of("accuracy_top_k", "1"))),
          new Family(
              "linear-learner",
              "iris",
              "iris",
              Map.of(
                  "predictor_type",
                  "multiclass_classifier",
                  "mini_batch_size",
                  "20",
                  "epochs",
                  "3"),
              List.of(
                  Map.of("f_beta", "2"),
                  Map.of("accuracy_top_k", "1"),
                  Map.of("num_calibration_samples", "30"),
                  Map.of("target_recall", "0.5"),
                  Map.of("target_precision", "0.5"),
                  Map.of("binary_classifier_model_selection_criteria", "f1"))),
          new Family(
              "linear-learner",
              "breast-cancer",
              "breast-cancer",
              Map.of("predictor_type", "binary_classifier", "mini_batch_size", "50", "epochs", "2"),
              List.of(Map.of("accuracy_top_k", "1"))));

  private static Job open(Family family) throws IOException {
    boolean splits = family.validation == null;
    JobRequest request =
        new JobRequest(
            family.algorithm,
            family.train,
            family.validation,
            null,
            new JobRequest.Reading(
                null,
                null,
                null,
                null,
                List.of(),
                false,
                List.of(),
                false,
                splits ? 0.25 : null,
                null),
            family.given,
            "simd",
            3,
            1,
            false,
            null,
            "File",
            false,
            null,
            true);
    return Job.open(request, Path.of(System.getProperty("orrery.root"), "datasets"));
  }

  @TestFactory
  Stream<DynamicTest> modelsFromASharedStateAreThoseOfTheirOwnTraining() {
    return FAMILIES.stream()
        .map(
            family ->
                DynamicTest.dynamicTest(
                    family.algorithm + " " + family.given, () -> sameToTheBit(family)));
  }

  private void sameToTheBit(Family family) throws IOException {
    Job base = open(family).inMemory(1 << 26);
    List<Job> jobs = new ArrayList<>(List.of(base));
    for (Map<String, String> other : family.others) {
      Map<String, String> values = new LinkedHashMap<>(family.given);
      values.putAll(other);
      jobs.add(base.with(values, 3));
    }
    jobs.add(base.with(family.given, 3)); // what the others did has left no trace
    try (Kernels kernels = Backends.select("simd").kernels(1);
        Parallel parallel = new Parallel(1)) {
      LightTraining training = new LightTraining(kernels, parallel);
      List<LightTraining.Result> shared =
          training.train(base, jobs, EventListener.none(), new Cancellation());
      Set<String> different = new TreeSet<>();
      for (int i = 0; i < jobs.size(); i++) {
        LightTraining.Result alone =
            training.train(jobs.get(i), EventListener.none(), new Cancellation());
        assertThat(shared.get(i).failure()).as(jobs.get(i).request().toString()).isEmpty();
        byte[] model = bytes(family, shared.get(i));
        assertThat(model)
            .as(jobs.get(i).request().hyperparameters().toString())
            .isEqualTo(bytes(family, alone));
        assertThat(measured(shared.get(i))).isEqualTo(measured(alone));
        different.add(java.util.HexFormat.of().formatHex(model));
      }
      assertThat(
              different.size() > 1
                  || family.others.size() == 1
                  || family.algorithm.equals("linear-learner"))
          .as("some of the values do make another model")
          .isTrue();
    }
  }

  private byte[] bytes(Family family, LightTraining.Result result) throws IOException {
    Path file = folder.resolve("model.tar.gz");
    ModelArtifacts.write(family.algorithm, result.model().orElseThrow(), Map.of(), file);
    return Files.readAllBytes(file);
  }

  /** Rates are of the clock. */
  private static Map<String, Double> measured(LightTraining.Result result) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Metric metric : result.metrics()) {
      if (!metric.key().contains("per_second")) {
        values.put(metric.key(), metric.value());
      }
    }
    return values;
  }

  @Test
  void everyDeclaredNameIsTried() throws IOException {
    for (Family family : FAMILIES) {
      Job job = open(family);
      Set<String> tried = new TreeSet<>();
      family.others.forEach(other -> tried.addAll(other.keySet()));
      Set<String> declared =
          new TreeSet<>(
              job.algorithm()
                  .finishingHyperparameters(job.hyperparameters(), family.validation != null));
      if (family.given.getOrDefault("orrery_mode", "").equals("streaming")) {
        declared.remove("orrery_partition"); // shuffled is refused there
      }
      assertThat(tried).as(family.algorithm + " " + family.given).isEqualTo(declared);
    }
  }

  @Test
  void factorizationMachinesLeaveNothingToFinishing() {
    var algorithm = Algorithms.find("factorization-machines");
    assertThat(
            algorithm.finishingHyperparameters(
                algorithm
                    .hyperparameters()
                    .validate(
                        Map.of(
                            "feature_dim", "2", "num_factors", "2", "predictor_type", "regressor")),
                true))
        .isEmpty();
  }
}
