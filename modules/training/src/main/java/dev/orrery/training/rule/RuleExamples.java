package dev.orrery.training.rule;

/** For every rule a run of a lesson's size on which it fires; docs/rules.md tells of each. */
final class RuleExamples {

  private static final String LINEAR =
      "run linear-learner --train breast-cancer --standardize"
          + " --hp predictor_type=binary_classifier --hp num_models=1";
  private static final String FACTORS =
      "run factorization-machines --train breast-cancer --standardize"
          + " --hp predictor_type=binary_classifier --hp num_factors=4 --hp mini_batch_size=50"
          + " --hp epochs=5";

  private RuleExamples() {}

  static String of(RuleKind kind) {
    return switch (kind) {
      case ALL_ZERO -> LINEAR + " --hp l1=10 --rule AllZero:collection_names=weights";
      case CLASS_IMBALANCE ->
          "run linear-learner --train shuttle --hp predictor_type=multiclass_classifier"
              + " --hp num_models=1 --hp epochs=3 --rule ClassImbalance";
      case CONFUSION ->
          "run linear-learner --train digits --hp predictor_type=multiclass_classifier"
              + " --hp num_models=1 --hp mini_batch_size=100 --rule Confusion";
      case EXPLODING_TENSOR ->
          "run linear-learner --train cars --drop-missing --one-hot origin,year"
              + " --hp predictor_type=regressor --hp num_models=1 --hp normalize_data=false"
              + " --hp normalize_label=false --hp optimizer=sgd --hp learning_rate=1"
              + " --rule ExplodingTensor";
      case LOSS_NOT_DECREASING ->
          LINEAR
              + " --hp use_lr_scheduler=false --hp learning_rate=0.000001"
              + " --hp early_stopping_patience=15 --rule LossNotDecreasing";
      case OVERFIT ->
          "run linear-learner --train few.csv --validation others.csv --label label --standardize"
              + " --hp predictor_type=binary_classifier --hp num_models=1 --hp epochs=60"
              + " --hp mini_batch_size=20 --hp learning_rate=0.1 --rule Overfit";
      case OVERTRAINING ->
          "run linear-learner --train others.csv --validation few.csv --label label --standardize"
              + " --hp predictor_type=binary_classifier --hp num_models=1 --hp epochs=100"
              + " --hp mini_batch_size=50 --hp early_stopping_patience=100 --rule Overtraining";
      case POOR_WEIGHT_INITIALIZATION ->
          FACTORS
              + " --hp factors_init_method=constant --hp factors_init_value=0"
              + " --rule PoorWeightInitialization";
      case SIMILAR_ACROSS_RUNS ->
          LINEAR + " --hp momentum=0.5 --rule SimilarAcrossRuns:other_trials=runs/first";
      case STALLED_TRAINING_RULE ->
          "run kmeans --train shuttle --hp k=100 --hp mini_batch_size=58000"
              + " --rule StalledTrainingRule:threshold=0.01";
      case TENSOR_VARIANCE ->
          LINEAR
              + " --hp learning_rate=1"
              + " --rule TensorVariance:collection_names=weights,max_threshold=1";
      case UNCHANGED_TENSOR ->
          LINEAR
              + " --hp use_lr_scheduler=false --hp learning_rate=0.000000001"
              + " --rule UnchangedTensor:collection_names=weights";
      case VANISHING_GRADIENT ->
          FACTORS
              + " --hp factors_init_method=constant --hp factors_init_value=0"
              + " --rule VanishingGradient";
      case WEIGHT_UPDATE_RATIO ->
          LINEAR
              + " --hp use_lr_scheduler=false --hp learning_rate=0.0000000001"
              + " --rule WeightUpdateRatio";
    };
  }
}
