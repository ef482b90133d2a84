package dev.orrery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs of every algorithm, and what the spec knows of SageMaker's log of such a run. */
final class LogGrammarCases {

  private LogGrammarCases() {}

  /**
   * A run and what its log must hold.
   *
   * @param command what follows {@code run}
   * @param lines regexes in the order in which their lines come; none may match twice a line
   * @param figures names of {@code #metrics} entries
   * @param metrics SageMaker's regexes, each of which must find a number
   */
  record Case(
      String algorithm,
      String command,
      List<String> lines,
      List<String> figures,
      List<String> metrics) {

    @Override
    public String toString() {
      return algorithm + command.replaceAll(".*predictor_type=(\\S+).*|.*", " $1");
    }
  }

  private static final List<String> HEAD =
      List.of(
          "^Docker entrypoint called with argument\\(s\\): train$",
          "^Running default environment configuration script$",
          "INFO \\d+] Reading default configuration from \\S+: \\{'",
          "INFO \\d+] Merging with provided configuration from \\S+: \\{'",
          "INFO \\d+] Final configuration: \\{'.*': '.*'}$",
          "WARNING \\d+] Loggers have already been setup\\.$",
          "^Process 1 is a worker\\.$",
          "INFO \\d+] Using default worker\\.$",
          "] Loaded iterator creator application/x-recordio-protobuf for content type"
              + " \\('application/x-recordio-protobuf', '1\\.0'\\)$",
          "INFO \\d+] Checkpoint loading and saving are disabled\\.$");
  private static final List<String> GPUS =
      List.of(
          "nvidia-smi: took \\d+\\.\\d{3} seconds to run\\.$",
          "nvidia-smi identified 0 GPUs\\.$", "Number of GPUs being used: 0$");
  private static final List<String> INITIALIZED =
      List.of("#metrics .*\"Meta\": \"init_train_data_iter\".*\"Total Records Seen\"");
  private static final String EPOCH_STATS =
      "^\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}] \\[tensorio] \\[info] epoch_stats=\\{";
  private static final List<String> PASSED =
      List.of(
          "#progress_metric: host=algo-1, completed 100(\\.0 % of| %) epochs$",
          "#metrics .*\"epoch\": \\d+, \"Meta\": \"training_data_iter\".*\"Reset Count\"",
          "#throughput_metric: host=algo-1, train throughput=\\S+ records/second$");
  private static final List<String> NO_TEST =
      List.of("] Test data is not provided\\.$", "#metrics .*\"setuptime\".*\"totaltime\"");
  private static final List<String> TESTED =
      List.of(
          "#metrics .*\"Meta\": \"test_data_iter\".*\"Total Records Seen\"",
          "#metrics .*\"setuptime\".*\"totaltime\"");
  private static final String PROGRESS = "#progress_metric: host=\\S+, completed (\\S+) %";
  private static final String THROUGHPUT =
      "#throughput_metric: host=\\S+, train throughput=(\\S+) records/second";
  private static final String WAIT =
      "WARNING \\d+] wait_for_all_workers will not sync workers since the kv store is not running"
          + " distributed$";

  @SafeVarargs
  private static List<String> join(List<String>... parts) {
    List<String> joined = new ArrayList<>();
    for (List<String> part : parts) {
      joined.addAll(part);
    }
    return joined;
  }

  private static String quality(String what) {
    return "#quality_metric: host=\\S+, " + what + "=(\\S+)";
  }

  private static List<String> quality(String channel, String... names) {
    return Stream.of(names).map(name -> quality(channel + " " + name)).toList();
  }

  static List<Case> all() {
    List<Case> cases = new ArrayList<>(linearLearner());
    cases.add(
        new Case(
            "kmeans",
            "--train iris --hp k=3 --hp mini_batch_size=5000",
            join(
                HEAD,
                List.of(
                    "'extra_center_factor' was set to 'auto', evaluated to 10\\.$",
                    "Number of GPUs being used: 0$",
                    "number of center slices 1$",
                    "WARNING \\d+] Batch size 5000 is bigger than the first batch data\\. Effective"
                        + " batch size used to initialize is 150$"),
                INITIALIZED,
                List.of("processed a total of 150 examples$", EPOCH_STATS),
                PASSED,
                List.of(
                    WAIT,
                    "shrinking \\d+ centers into 3$",
                    "local kmeans attempt #0\\. Current mean square distance \\d+\\.\\d{6}$",
                    "local kmeans attempt #9\\. Current mean square distance \\d+\\.\\d{6}$",
                    "finished shrinking process\\. Mean Square Distance = \\d+$",
                    "compute all data-center distances: inner product took: \\d+\\.\\d{4}%, \\(\\d+\\.\\d{6} secs\\)$",
                    "TOTAL took: \\d+\\.\\d+$",
                    "#quality_metric: host=algo-1, train msd <loss>=\\d+\\.\\d+$",
                    "#metrics .*\"model.serialize.time\""),
                NO_TEST),
            List.of(
                "initialize.time",
                "epochs",
                "update.time",
                "_shrink.time",
                "finalize.time",
                "model.serialize.time"),
            List.of(PROGRESS, THROUGHPUT, quality("train msd <loss>"))));
    cases.add(
        new Case(
            "kmeans",
            "--train iris --test iris --hp k=3 --hp eval_metrics=[\"msd\",\"ssd\"]",
            join(HEAD, PASSED, TESTED),
            List.of("initialize.time"),
            quality("test", "msd <loss>", "ssd <loss>")));
    cases.addAll(knn());
    cases.add(
        new Case(
            "pca",
            "--train iris --hp num_components=2 --hp mini_batch_size=40",
            join(
                HEAD,
                List.of("Create Store: dist_sync$"),
                GPUS,
                List.of(
                    "The default executor is <PCAExecutor on cpu\\(0\\)>\\.$",
                    "4 feature\\(s\\) found in 'data'\\.$",
                    "<PCAExecutor on cpu\\(0\\)> is assigned to batch slice from 0 to 39\\.$",
                    "#metrics .*\"initialize.time\""),
                INITIALIZED,
                List.of(EPOCH_STATS, "#metrics .*\"epochs\".*\"update.time\""),
                PASSED,
                List.of("#metrics .*\"finalize.time\""),
                NO_TEST),
            List.of("initialize.time", "epochs", "update.time", "finalize.time"),
            List.of(PROGRESS, THROUGHPUT)));
    cases.add(randomCutForest());
    cases.addAll(factorizationMachines());
    return cases;
  }

  private static List<Case> linearLearner() {
    String small = " --split fixed --hp num_models=4 --hp epochs=2 --hp mini_batch_size=50";
    List<String> start =
        join(
            HEAD,
            List.of(
                "Create Store: local$",
                "Scaler algorithm parameters",
                "Scaling model computed with parameters: ?\\{'stdev_weight': .*'stdev_label':"
                    + " .*'mean_label': .*'mean_weight': "),
            GPUS,
            INITIALIZED);
    List<String> pass =
        List.of(
            "#early_stopping_criteria_metric: host=algo-1, epoch=0, criteria=\\S+, value=\\d+\\.\\d+$",
            "Epoch 0: Loss improved\\. Updating best model$",
            "Saving model for epoch: 0$",
            EPOCH_STATS);
    List<String> figures =
        List.of(
            "initialize.time",
            "epochs",
            "check_early_stopping.time",
            "update.time",
            "finalize.time");
    List<String> end = List.of("Best model found for hyperparameters: \\{\"");
    String perEpoch = "epoch=\\S+, train \\S+_objective <loss>";
    return List.of(
        new Case(
            "linear-learner",
            "--train breast-cancer --hp predictor_type=binary_classifier" + small,
            join(
                start,
                List.of(
                    "\"model\": 0, \"epoch\": 0}.*\"train_binary_classification_cross_entropy_objective\"",
                    "\"model\": 3, \"epoch\": 0}.*\"train_binary_classification_cross_entropy_objective\"",
                    "epoch=0, train binary_classification_cross_entropy_objective <loss>="),
                pass,
                PASSED,
                end,
                TESTED),
            figures,
            join(
                List.of(PROGRESS, THROUGHPUT, quality(perEpoch)),
                quality(
                    "train",
                    "\\S+_objective <loss>",
                    "binary_classification_accuracy <score>",
                    "binary_f_\\S+ <score>",
                    "precision <score>",
                    "recall <score>"),
                quality(
                    "test",
                    "\\S+_objective <loss>",
                    "binary_classification_accuracy <score>",
                    "binary_f_\\S+ <score>",
                    "precision <score>",
                    "recall <score>",
                    "roc_auc_score <score>"))),
        new Case(
            "linear-learner",
            "--train concrete --validation concrete --hp predictor_type=regressor" + small,
            join(start, List.of("epoch=0, train mse_objective <loss>="), pass, PASSED, TESTED),
            figures,
            join(
                List.of(quality(perEpoch), quality("epoch=\\S+, validation \\S+_objective <loss>")),
                quality(
                    "validation",
                    "\\S+_objective <loss>",
                    "mse <loss>",
                    "absolute_loss <loss>",
                    "rmse <loss>"),
                quality("test", "\\S+_objective <loss>", "mse <loss>", "absolute_loss <loss>"))),
        new Case(
            "linear-learner",
            "--train iris --validation iris --hp predictor_type=multiclass_classifier" + small,
            join(
                start,
                List.of("epoch=0, train multiclass_cross_entropy_objective <loss>="),
                pass,
                PASSED,
                TESTED),
            figures,
            Stream.of("validation", "test")
                .flatMap(
                    channel ->
                        quality(
                            channel,
                            "\\S+_objective <loss>",
                            "multiclass_accuracy <score>",
                            "multiclass_top_k_accuracy_\\S+ <score>",
                            "dcg <score>",
                            "macro_recall <score>",
                            "macro_precision <score>",
                            "macro_f_\\S+ <score>")
                            .stream())
                .toList()));
  }

  private static List<Case> knn() {
    List<String> lines =
        join(
            HEAD,
            INITIALIZED,
            List.of(
                "Using per-worker sample size = 100 \\(Available virtual memory = \\d+ bytes, GPU free"
                    + " memory = 0 bytes, number of workers = 1\\)\\. If an out-of-memory error occurs,"
                    + " choose a larger instance type, use dimension reduction, decrease sample_size,"
                    + " and/or decrease mini_batch_size\\.$",
                "Starting cluster\\.\\.\\.$",
                "] \\.\\.\\.Cluster started$",
                "Verifying connection to 0 peer cluster\\(s\\)\\.\\.\\.$",
                "] \\.\\.\\.Verified connection to 0 peer cluster\\(s\\)$",
                EPOCH_STATS),
            PASSED,
            List.of(
                "Getting reservoir sample from algo-1\\.\\.\\.$",
                "] \\.\\.\\.Got reservoir sample from algo-1: data=\\(100, \\d+\\), labels=\\(100,\\),"
                    + " NaNs=0$",
                "Training index\\.\\.\\.$",
                "] \\.\\.\\.Finished training index in \\d+ second\\(s\\)$",
                "Adding data to index\\.\\.\\.$",
                "] \\.\\.\\.Finished adding data to index in \\d+ second\\(s\\)$",
                "Searching index\\.\\.\\.$",
                "] \\.\\.\\.Done searching index in \\d+ second\\(s\\)$",
                "#test_score \\(algo-1\\) : \\('(accuracy|mse)', \\d+\\.\\d+\\)$"),
            TESTED);
    List<String> figures =
        List.of(
            "initialize.time", "epochs", "update.time", "finalize.time", "model.serialize.time");
    String small = " --split fixed --hp k=3 --hp sample_size=100";
    return List.of(
        new Case(
            "knn",
            "--train iris --hp predictor_type=classifier" + small,
            lines,
            figures,
            join(List.of(PROGRESS, THROUGHPUT), quality("test", "accuracy <score>"))),
        new Case(
            "knn",
            "--train concrete --hp predictor_type=regressor" + small,
            lines,
            figures,
            quality("test", "mse <loss>")));
  }

  private static Case randomCutForest() {
    return new Case(
        "randomcutforest",
        "--train iris --hp num_trees=50 --hp num_samples_per_tree=2",
        join(
            HEAD,
            List.of(
                "Verifying hyperparamemters\\.\\.\\.$",
                "Hyperparameters are correct\\.$",
                "Validating that feature_dim agrees with dimensions in training data\\.\\.\\.$",
                "feature_dim is correct\\.$",
                "Validating memory limits\\.\\.\\.$",
                "Available memory in bytes: \\d+$",
                // 50 trees of 2 rows of 4 features, 16 bytes each, and 2.5 times that
                "Estimated sample size in bytes: 6400$",
                "Estimated memory needed to build the forest in bytes: 16000$",
                "Memory limits validated\\.$",
                "Starting cluster sharing facilities\\.\\.\\.$",
                "Create Store: dist_async$",
                "Cluster sharing facilities started\\.$",
                "Verifying all workers are accessible\\.\\.\\.$",
                "All workers accessible\\.$",
                "Initializing Sampler\\.\\.\\.$",
                "Sampler correctly initialized\\.$",
                "Sampling training data completed\\.$",
                "Early stop condition met\\. Stopping training\\.$"),
            PASSED,
            List.of(
                "Master node: building Random Cut Forest\\.\\.\\.$",
                "Gathering samples\\.\\.\\.$",
                "] 100 samples gathered$",
                "Building Random Cut Forest\\.\\.\\.$",
                "Random Cut Forest built: ?$",
                "^ForestInfo\\{num_trees: 50, num_samples_in_forest: 100, num_samples_per_tree: 2,"
                    + " sample_dim: 4, shingle_size: 1, trees_num_nodes: \\[(\\d+, )+], trees_depth:"
                    + " \\[(\\d+, )+], max_num_nodes: \\d+, min_num_nodes: \\d+, avg_num_nodes: \\d+,"
                    + " max_tree_depth: \\d+, min_tree_depth: \\d+, avg_tree_depth: \\d+, mem_size:"
                    + " \\d+}$"),
            NO_TEST),
        List.of("initialize.time", "epochs", "update.time", "finalize.time"),
        List.of(PROGRESS));
  }

  private static List<Case> factorizationMachines() {
    List<String> start = join(HEAD, List.of("Create Store: local$"), GPUS, INITIALIZED);
    List<String> end =
        List.of(
            WAIT, "Pulling entire model from kvstore to finalize$", "#metrics .*\"finalize.time\"");
    List<String> figures = List.of("initialize.time", "epochs", "update.time", "finalize.time");
    String small = " --split fixed --hp num_factors=2 --hp mini_batch_size=50";
    return List.of(
        new Case(
            "factorization-machines",
            "--train concrete --hp predictor_type=regressor" + small,
            join(
                start,
                List.of(
                    "#quality_metric: host=algo-1, epoch=0, batch=0 train rmse <loss>=",
                    "#quality_metric: host=algo-1, epoch=0, train rmse <loss>="),
                PASSED,
                end,
                List.of(
                    "#quality_metric: host=algo-1, train rmse <loss>=",
                    "#quality_metric: host=algo-1, train mse <loss>=",
                    "#quality_metric: host=algo-1, train absolute_loss <loss>=",
                    "#test_score \\(algo-1\\) : \\('rmse', \\d+\\.\\d+\\)$",
                    "#quality_metric: host=algo-1, test rmse <loss>=",
                    "#test_score \\(algo-1\\) : \\('mse', \\d+\\.\\d+\\)$",
                    "#test_score \\(algo-1\\) : \\('absolute_loss', \\d+\\.\\d+\\)$"),
                TESTED),
            figures,
            List.of(
                PROGRESS,
                THROUGHPUT,
                quality("epoch=\\S+, train rmse <loss>"),
                quality("epoch=\\S+, batch=\\S+ train rmse <loss>"),
                quality("train rmse <loss>"),
                quality("test rmse <loss>"))),
        new Case(
            "factorization-machines",
            "--train breast-cancer --hp predictor_type=binary_classifier" + small,
            join(start, PASSED, end, TESTED),
            figures,
            Stream.of(
                    "binary_classification_cross_entropy <loss>",
                    "binary_classification_accuracy <score>",
                    "binary_f_1.000 <score>")
                .flatMap(
                    name ->
                        Stream.of("epoch=\\S+, ", "epoch=\\S+, batch=\\S+ ", "")
                            .map(when -> quality(when + "train " + name)))
                .toList()));
  }
}
