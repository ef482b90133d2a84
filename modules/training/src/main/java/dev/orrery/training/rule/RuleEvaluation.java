package dev.orrery.training.rule;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of a rule, as SageMaker's {@code DebugRuleEvaluationStatuses} tell it.
 *
 * @param name the configuration's name
 * @param status {@code InProgress}, {@code IssuesFound}, {@code NoIssuesFound}, {@code Stopped}
 *     (with its training, before it found anything) or {@code Error}
 * @param details SageMaker's sentence and ours; null where nothing was found
 * @param parameters those that were given, with {@code rule_to_invoke}
 * @param action {@code warn}, {@code stop} or {@code command}
 * @param step the step at which it fired, or null
 * @param saves saved steps that it has looked at
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuleEvaluation(
    @JsonProperty("RuleConfigurationName") String name,
    @JsonProperty("RuleEvaluationStatus") String status,
    @JsonProperty("StatusDetails") String details,
    @JsonProperty("RuleParameters") Map<String, String> parameters,
    @JsonProperty("Action") String action,
    @JsonProperty("Step") Long step,
    @JsonProperty("SavedSteps") long saves) {

  /** The status of a rule whose condition was met. */
  public static final String ISSUES_FOUND = "IssuesFound";

  /** The status of one whose condition was not. */
  public static final String NO_ISSUES_FOUND = "NoIssuesFound";

  /** The status of one that failed itself. */
  public static final String ERROR = "Error";

  /** The status while training goes on. */
  public static final String IN_PROGRESS = "InProgress";

  /** The status of one that had found nothing when its training was stopped. */
  public static final String STOPPED = "Stopped";

  /**
   * The status of a rule that has found nothing.
   *
   * @param training the status of its training
   */
  static String withoutFinding(String training) {
    return switch (training) {
      case "InProgress" -> IN_PROGRESS;
      case "Stopped" -> STOPPED;
      default -> NO_ISSUES_FOUND;
    };
  }

  /** Whether nothing more is to be expected of it. */
  boolean decided() {
    return ISSUES_FOUND.equals(status) || ERROR.equals(status);
  }

  /** The configuration that it came from. */
  RuleConfiguration configuration() {
    Map<String, String> given = new LinkedHashMap<>(parameters);
    RuleKind kind = RuleKind.find(given.remove("rule_to_invoke"));
    return new RuleConfiguration(name, kind, given, RuleConfiguration.action(kind, action));
  }
}
