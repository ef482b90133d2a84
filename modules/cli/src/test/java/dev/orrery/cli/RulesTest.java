package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules at the command line: what they change, which is nothing, and what they report. */
class RulesTest {

  private static final String LINEAR =
      "linear-learner --train breast-cancer --validation breast-cancer --standardize"
          + " --hp predictor_type=binary_classifier --hp epochs=4";

  @TempDir private Path folder;

  private Cli.Outcome run(String name, String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of(command.split(" ")));
    arguments.addAll(List.of("--out", folder.resolve(name).toString(), "--no-report"));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray(String[]::new));
  }

  private JsonNode record(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(name).resolve("run.json").toFile());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LINEAR,
        LINEAR + " --hp mini_batch_size=100 --hosts 3 --split-rows",
        "linear-learner --train diabetes --hp predictor_type=regressor --hp epochs=3",
        "linear-learner --train iris --hp predictor_type=multiclass_classifier --hp epochs=3",
        "factorization-machines --train breast-cancer --hp predictor_type=binary_classifier"
            + " --hp num_factors=3 --hp mini_batch_size=64 --hp epochs=3",
        "factorization-machines --train diabetes --hp predictor_type=regressor"
            + " --hp num_factors=3 --hp orrery_optimizer=als --hp epochs=3",
        "kmeans --train iris --hp k=3 --hp epochs=3 --hp mini_batch_size=40",
        "kmeans --train iris --hp k=3 --hp orrery_algorithm=lloyd"
      })
  void rulesChangeNoBitOfTheModelAtAnyNumberOfThreads(String command) throws IOException {
    String[] rules = {
      "--save-tensors",
      "--rule",
      "LossNotDecreasing:num_steps=1,diff_percent=100",
      "--rule",
      "ExplodingTensor",
      "--rule",
      "UnchangedTensor:collection_names=weights"
    };
    assertThat(run("plain", command, "--threads", "1").code()).isZero();
    JsonNode plain = record("plain");
    JsonNode first = null;
    for (String threads : new String[] {"1", "3"}) {
      List<String> more = new ArrayList<>(List.of(rules));
      more.addAll(List.of("--threads", threads));
      if (command.contains("classifier")) {
        more.addAll(List.of("--rule", "Confusion", "--rule", "ClassImbalance"));
      }
      Cli.Outcome outcome = run("watched" + threads, command, more.toArray(String[]::new));
      assertThat(outcome.code()).as(outcome.err()).isZero();
      JsonNode watched = record("watched" + threads);
      assertThat(watched.path("model").path("sha256"))
          .isEqualTo(plain.path("model").path("sha256"));
      JsonNode statuses = watched.path("debug").path("DebugRuleEvaluationStatuses");
      assertThat(statuses.get(0).path("RuleEvaluationStatus").asText()).isEqualTo("IssuesFound");
      assertThat(statuses.get(1).path("RuleEvaluationStatus").asText()).isEqualTo("NoIssuesFound");
      assertThat(statuses.get(1).path("SavedSteps").asInt()).isGreaterThan(1);
      first = first == null ? statuses : first;
      assertThat(statuses).isEqualTo(first);
    }
    assertThat(Files.readAllBytes(folder.resolve("watched1/tensors.bin")))
        .isEqualTo(Files.readAllBytes(folder.resolve("watched3/tensors.bin")));
  }

  @Test
  void aRuleStopsARunThatThenGoesOnToTheSameModel() throws IOException {
    assertThat(run("whole", LINEAR).code()).isZero();
    Cli.Outcome stopped =
        run(
            "part",
            LINEAR,
            "--json",
            "--rule",
            "LossNotDecreasing:num_steps=1,diff_percent=99,action=stop",
            "--rule",
            "ExplodingTensor");
    assertThat(stopped.code()).isZero();
    assertThat(stopped.json().path("status").asText()).isEqualTo("Stopped");
    assertThat(stopped.json().path("reason").asText())
        .isEqualTo("the rule LossNotDecreasing at step 1");
    JsonNode status = stopped.json().path("DebugRuleEvaluationStatuses").get(0);
    assertThat(status.path("RuleConfigurationName").asText()).isEqualTo("LossNotDecreasing");
    assertThat(status.path("StatusDetails").asText())
        .startsWith(
            "RuleEvaluationConditionMet: Evaluation of the rule LossNotDecreasing at step 1"
                + " resulted in the condition being met: loss is ");
    JsonNode other = stopped.json().path("DebugRuleEvaluationStatuses").get(1);
    assertThat(other.path("RuleEvaluationStatus").asText()).isEqualTo("Stopped");
    assertThat(Cli.run("resume", folder.resolve("part").toString(), "--no-report").code()).isZero();
    other = record("part").path("debug").path("DebugRuleEvaluationStatuses").get(1);
    assertThat(other.path("RuleEvaluationStatus").asText()).isEqualTo("NoIssuesFound");
    assertThat(record("part").path("model").path("sha256"))
        .isEqualTo(record("whole").path("model").path("sha256"));
    assertThat(record("part").path("warnings")).hasSize(1);
    assertThat(Cli.run("replay", folder.resolve("part").toString()).code()).isZero();
  }

  @Test
  void aRunThatFailsStillTellsWhatTheRulesFound() throws IOException {
    Cli.Outcome outcome =
        run(
            "failed",
            "linear-learner --train diabetes --hp predictor_type=regressor --hp num_models=1"
                + " --hp normalize_data=false --hp normalize_label=false --hp optimizer=sgd"
                + " --hp learning_rate=1 --hp epochs=200 --hp early_stopping_patience=200"
                + " --rule ExplodingTensor");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out())
        .containsPattern("Warning: RuleEvaluationConditionMet: .* ExplodingTensor at step")
        .contains("  rule    ExplodingTensor: IssuesFound", folder.resolve("failed").toString());
    assertThat(record("failed").path("status").asText()).isEqualTo("Failed");
    JsonNode status = record("failed").path("debug").path("DebugRuleEvaluationStatuses").get(0);
    assertThat(status.path("RuleEvaluationStatus").asText()).isEqualTo("IssuesFound");
    assertThat(Files.readString(folder.resolve("failed/training.log")))
        .containsOnlyOnce("Evaluation of the rule ExplodingTensor at step");
  }

  @Test
  void theReportShowsTheRules() throws IOException {
    Cli.Outcome outcome =
        Cli.run(
            "run",
            "kmeans",
            "--train",
            "iris",
            "--hp",
            "k=3",
            "--hp",
            "epochs=3",
            "--rule",
            "LossNotDecreasing:num_steps=1,diff_percent=99",
            "--rule",
            "ExplodingTensor",
            "--out",
            folder.resolve("shown").toString());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(Files.readString(folder.resolve("shown/report.html")))
        .contains(
            "<section id=\"rules\"",
            "<span class=\"mark\">IssuesFound</span>",
            "Evaluation of the rule LossNotDecreasing at step",
            "<code>diff_percent=99</code>",
            "<td>NoIssuesFound</td><td><span class=\"none\">nothing</span>");
  }

  @Test
  void aMistakeInARuleIsNamed() throws IOException {
    String kmeans = "kmeans --train iris --hp k=3 --rule ";
    assertThat(run("a", kmeans + "SimilarAcrossRuns:other_trials=nowhere").err())
        .contains("There is no run's folder ", "nowhere to compare with");
    assertThat(run("b", kmeans + "LossNotDecreasing:num_steps=1,num_steps=2").err())
        .contains("The parameter 'num_steps' is given twice");
    Path rules = Files.writeString(folder.resolve("rules.json"), "{");
    assertThat(run("c", "kmeans --train iris --hp k=3 --rules " + rules).err())
        .contains("This is not JSON: Unexpected end-of-input")
        .doesNotContain("REDACTED");
  }

  @Test
  void whatDoesNotApplyIsRefusedBeforeAFolderIsMade() {
    Cli.Outcome outcome = run("none", "kmeans --train iris --hp k=3 --rule Overfit");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("The rule Overfit does not apply: kmeans measures no loss on the validation");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void rulesAreListedAndShown() throws IOException {
    assertThat(Cli.run("rules", "list").out()).contains("LossNotDecreasing", "WeightUpdateRatio");
    assertThat(Cli.run("rules", "list", "--json").json().path("rules")).hasSize(14);
    assertThat(Cli.run("rules", "show", "overfit").out())
        .contains("ratio_threshold (a number, default 0.1)");
    assertThat(Cli.run("rules", "show", "Overfit", "--json").json().path("example").asText())
        .contains("--rule Overfit");
    assertThat(Cli.run("rules", "show", "Overfat").err()).contains("did you mean Overfit?");
  }
}
