package dev.orrery.randomcutforest;

import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lines of SageMaker's log, in its order and with its typing error (spec B5.3). */
final class TrainingLog {

  private TrainingLog() {}

  static void verified(RunContext context) {
    context.log("Verifying hyperparamemters...");
    context.log("Hyperparameters are correct.");
    context.log("Validating that feature_dim agrees with dimensions in training data...");
  }

  static void starting(Hyperparameters hyperparameters, RunContext context) {
    long sample = RandomCutForestHyperparameters.sampleBytes(hyperparameters);
    context.log("feature_dim is correct.");
    context.log("Validating memory limits...");
    context.log("Available memory in bytes: " + Runtime.getRuntime().maxMemory());
    context.log("Estimated sample size in bytes: " + sample);
    context.log("Estimated memory needed to build the forest in bytes: " + sample / 2 * 5);
    context.log("Memory limits validated.");
    context.log("Starting cluster sharing facilities...");
    context.log("Create Store: dist_async");
    context.log("Cluster sharing facilities started.");
    context.log("Verifying all workers are accessible...");
    context.log("All workers accessible.");
    context.log("Initializing Sampler...");
  }

  static void initialized(RunContext context) {
    context.log("Sampler correctly initialized.");
  }

  static void sampling(RunContext context) {
    context.figures(Map.of());
    context.log("Sampling training data...");
  }

  static void sampled(RunContext context) {
    context.log("Sampling training data completed.");
    context.figures(Map.of());
    context.log("Early stop condition met. Stopping training.");
  }

  static void gathering(RunContext context) {
    context.log("Master node: building Random Cut Forest...");
    context.log("Gathering samples...");
  }

  static void gathered(int samples, RunContext context) {
    context.log(samples + " samples gathered");
    context.log("Building Random Cut Forest...");
  }

  /**
   * The forest stands.
   *
   * @param millis since {@link #gathering}
   */
  static void built(ForestInfo info, double millis, RunContext context) {
    context.log("Random Cut Forest built: \n\n" + info.text());
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("finalize.time", millis);
    figures.put("model.bytes", (double) info.bytes());
    figures.put("fit_model.time", millis);
    context.figures(figures);
    context.log("Master node: Serializing the RandomCutForest model");
  }
}
