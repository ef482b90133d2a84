package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A rule with what has become of it. It is over when it has fired, or has failed itself. */
final class WatchedRule {

  private final RuleConfiguration configuration;
  private final Rule rule;
  private String status = RuleEvaluation.IN_PROGRESS;
  private String details;
  private Long step;
  private long saves;

  /** Goes on with what has become of the rule of this name earlier, if anything has. */
  WatchedRule(RuleConfiguration configuration, List<RuleEvaluation> earlier) {
    this.configuration = configuration;
    this.rule = configuration.kind().make(configuration.values());
    for (RuleEvaluation before : earlier) {
      if (before.name().equals(configuration.name()) && before.decided()) {
        status = before.status();
        details = before.details();
        step = before.step();
        saves = before.saves();
      }
    }
  }

  RuleConfiguration configuration() {
    return configuration;
  }

  String details() {
    return details;
  }

  Set<TensorCollection> collections() {
    return over() ? Set.of() : rule.collections();
  }

  private boolean over() {
    return !status.equals(RuleEvaluation.IN_PROGRESS);
  }

  void begin(SavePlan plan) {
    rule.begin(plan);
  }

  void count(Event.Tensor tensor) {
    if (!over()) {
      rule.count(tensor);
    }
  }

  /** Looks at a saved step; what it finds is its last word. */
  Optional<Finding> look(SavedStep saved) {
    if (over()) {
      return Optional.empty();
    }
    saves += saved.tensors().isEmpty() ? 0 : 1;
    try {
      return decided(rule.look(saved));
    } catch (RuntimeException e) {
      status = RuleEvaluation.ERROR;
      step = saved.step();
      details = "InternalServerError: the evaluation of the rule failed: " + e;
      return Optional.empty();
    }
  }

  Optional<Finding> idle(long nanos) {
    return over() ? Optional.empty() : decided(rule.idle(nanos));
  }

  private Optional<Finding> decided(Optional<Finding> found) {
    found.ifPresent(
        finding -> {
          status = RuleEvaluation.ISSUES_FOUND;
          step = finding.step();
          details =
              Text.format(
                  "RuleEvaluationConditionMet: Evaluation of the rule %s at step %d resulted in the condition being met: %s.",
                  configuration.kind().text(), finding.step(), finding.why());
        });
    return found;
  }

  /**
   * What has become of it.
   *
   * @param training the status of the training that it watches
   */
  RuleEvaluation evaluation(String training) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("rule_to_invoke", configuration.kind().text());
    parameters.putAll(configuration.parameters());
    return new RuleEvaluation(
        configuration.name(),
        over() ? status : RuleEvaluation.withoutFinding(training),
        details,
        parameters,
        configuration.action().text(),
        step,
        saves);
  }
}
