package dev.orrery.training.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RuleConfigurationTest {

  @TempDir private Path folder;

  @Test
  void valuesMayHoldCommas() {
    RuleConfiguration rule =
        RuleConfiguration.parse(
            "AllZero:collection_names=weights,biases,tensor_regex=a.*,b{1,2},threshold=90,action=stop");
    assertThat(rule.parameters())
        .containsEntry("collection_names", "weights,biases")
        .containsEntry("tensor_regex", "a.*,b{1,2}")
        .containsEntry("threshold", "90");
    assertThat(rule.action()).isEqualTo(RuleAction.STOP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Overfitt | There is no rule 'Overfitt'; did you mean Overfit?",
        "Zebra | There is no rule 'Zebra'; 'orrery rules list' lists those that there are",
        "DeadRelu | The rule DeadRelu does not apply to any algorithm here",
        "TreeDepth | It is for boosted trees",
        "Overfit:patince=1 | has no parameter 'patince'; did you mean patience?",
        "Overfit:zz=1 | it takes tensor_regex, start_step, patience, ratio_threshold and action",
        "Overfit:base_trial=x | the run itself is always the base trial",
        "Overfit:patience | Expected a parameter as name=value, found 'patience'",
        "Overfit:patience=1.5 | expected a whole number of at least 0",
        "Overfit:ratio_threshold=NaN | The value 'NaN' is not valid for ratio_threshold",
        "ExplodingTensor:only_nan=yes | expected True or False",
        "AllZero:tensor_regex=( | expected regular expressions",
        "AllZero:collection_names=weights,threshold=101 | expected a number from 0 to 100",
        "AllZero | needs collection_names or tensor_regex",
        "TensorVariance:collection_names=weights | needs max_threshold or min_threshold",
        "SimilarAcrossRuns | needs other_trials",
        "LossNotDecreasing:mode=TEST | There is no mode 'TEST'; expected TRAIN, EVAL or GLOBAL",
        "Overfit:action=sms | The action 'sms' exists on the service alone",
        "Overfit:action=halt | There is no action 'halt'; expected warn, stop or command"
      })
  void whatIsWrongIsToldInOneSentence(String rule, String message) {
    assertThatThrownBy(() -> RuleConfiguration.parse(rule))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pca | AllZero:collection_names=weights | pca sums its rows up in one reading",
        "kmeans | Overfit | kmeans measures no loss on the validation channel",
        "kmeans | VanishingGradient | computes no gradients",
        "kmeans | Confusion | kmeans reads no labels",
        "kmeans | WeightUpdateRatio | kmeans has centers",
        "kmeans | AllZero:collection_names=gradients | it has weights, losses",
        "kmeans | AllZero:tensor_regex=bias | they are loss, centers",
        "linear-learner | PoorWeightInitialization | the loss of a linear model is convex",
        "linear-learner | Confusion | with predictor_type=regressor the labels are numbers",
        "linear-learner | Overfit | give one with --validation"
      })
  void aRuleThatDoesNotApplyIsRefusedWithTheReason(String algorithm, String rule, String reason) {
    DebugRequest request = Play.request(null, List.of(), rule);
    assertThatThrownBy(() -> request.check(algorithm, Map.of("predictor_type", "regressor"), false))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @EnumSource(RuleKind.class)
  void everyRuleHasItsDefaultsInRangeAndAnExample(RuleKind kind) {
    for (RuleParameter parameter : kind.parameters()) {
      parameter.standardValue().ifPresent(value -> parameter.check(kind.text(), value));
    }
    assertThat(kind.example()).contains("--rule " + kind.text());
    assertThat(RuleKind.find(kind.name())).isEqualTo(kind);
  }

  @Test
  void sageMakersOwnJsonIsRead() throws IOException {
    Path file = folder.resolve("rules.json");
    Files.writeString(
        file,
        """
        {"DebugHookConfig": {"S3OutputPath": "s3://b", "HookParameters": {"save_interval": "7"}},
         "DebugRuleConfigurations": [
          {"RuleConfigurationName": "A", "RuleEvaluatorImage": "i", "RuleParameters":
            {"rule_to_invoke": "LossNotDecreasing", "num_steps": "5",
             "action_json": "[{\\"name\\": \\"stoptraining\\", \\"parameters\\": {}}]"}},
          {"RuleConfigurationName": "B", "RuleParameters": {"rule_to_invoke": "Overfit"}}]}
        """);
    RulesFile read = RulesFile.read(file);
    assertThat(read.saveInterval()).isEqualTo(OptionalLong.of(7));
    assertThat(read.configurations()).extracting(RuleConfiguration::name).containsExactly("A", "B");
    assertThat(read.configurations().getFirst().action()).isEqualTo(RuleAction.STOP);
    for (String bad : List.of("{", "{}", "[{\"RuleParameters\": {}}]")) {
      Files.writeString(file, bad);
      assertThatThrownBy(() -> RulesFile.read(file)).isInstanceOf(CustomerError.class);
    }
    assertThatThrownBy(() -> RulesFile.read(folder)).isInstanceOf(CustomerError.class);
  }

  @Test
  void likeRulesGetNamesOfTheirOwnAndTwentyAreTheMost() {
    List<RuleConfiguration> twice =
        Collections.nCopies(2, RuleConfiguration.parse("ExplodingTensor"));
    DebugRequest request = new DebugRequest(twice, OptionalLong.empty(), false, List.of());
    assertThat(request.configurations())
        .extracting(RuleConfiguration::name)
        .containsExactly("ExplodingTensor", "ExplodingTensor-2");
    List<RuleConfiguration> many = Collections.nCopies(21, twice.getFirst());
    assertThatThrownBy(() -> new DebugRequest(many, OptionalLong.empty(), false, List.of()))
        .isInstanceOf(CustomerError.class);
    assertThatThrownBy(() -> Play.request(null, List.of(), "ExplodingTensor:action=command"))
        .hasMessageContaining("--rule-command");
  }
}
