package dev.orrery.training.rule;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.OptionalLong;

/**
 * The rules that watched a run, as its record holds them.
 *
 * @param saveInterval mini-batches from one save to the next, or null for the default
 * @param saveTensors whether its tensors were to stay in its folder
 * @param command program and arguments of the action {@code command}
 * @param evaluations what has become of each rule
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DebugRecord(
    Long saveInterval,
    boolean saveTensors,
    List<String> command,
    @JsonProperty("DebugRuleEvaluationStatuses") List<RuleEvaluation> evaluations) {

  /**
   * What is to be recorded of some rules; null where there are none and nothing is saved.
   *
   * @param training the status of the training that they watch
   */
  public static DebugRecord of(DebugRules rules, String training) {
    DebugRequest request = rules.request();
    if (request.isEmpty()) {
      return null;
    }
    return new DebugRecord(
        request.saveInterval().isPresent() ? request.saveInterval().getAsLong() : null,
        request.saveTensors(),
        request.command(),
        rules.evaluations(training));
  }

  /** What was asked for. */
  public DebugRequest request() {
    return new DebugRequest(
        evaluations.stream().map(RuleEvaluation::configuration).toList(),
        saveInterval == null ? OptionalLong.empty() : OptionalLong.of(saveInterval),
        saveTensors,
        command);
  }
}
