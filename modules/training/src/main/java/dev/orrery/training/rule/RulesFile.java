package dev.orrery.training.rule;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Rules as SageMaker's {@code CreateTrainingJob} has them: {@code DebugRuleConfigurations}, with
 * {@code rule_to_invoke} among the {@code RuleParameters} and the actions of the SDK's {@code
 * ActionList} in {@code action_json}, and {@code DebugHookConfig} with {@code save_interval}. What
 * names machines and images is passed over.
 *
 * @param configurations the rules
 * @param saveInterval the hook's {@code save_interval}
 */
public record RulesFile(List<RuleConfiguration> configurations, OptionalLong saveInterval) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Reads a file.
   *
   * @throws CustomerError when it does not hold such rules
   */
  public static RulesFile read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CustomerError("There is no such file of rules", "--rules " + file);
    }
    try {
      JsonNode root = JSON.readTree(Files.readString(file));
      JsonNode list = root.isArray() ? root : root.path("DebugRuleConfigurations");
      if (!list.isArray() || list.isEmpty()) {
        throw new CustomerError(
            "Expected a JSON object with DebugRuleConfigurations, a list of objects with"
                + " RuleConfigurationName and RuleParameters",
            file.toString());
      }
      List<RuleConfiguration> found = new ArrayList<>();
      for (JsonNode rule : list) {
        found.add(configuration(rule, file));
      }
      return new RulesFile(
          found, saveInterval(root.path("DebugHookConfig").path("HookParameters"), file));
    } catch (JacksonException e) {
      // Jackson tells where within its message alone, and of a source that it does not show.
      String what = e.getOriginalMessage().replaceFirst(" ?\\(start marker at .*", "");
      throw new CustomerError("This is not JSON: " + what, file.toString(), e);
    }
  }

  private static OptionalLong saveInterval(JsonNode hook, Path file) {
    if (!hook.has("save_interval")) {
      return OptionalLong.empty();
    }
    long interval = hook.get("save_interval").asLong(0);
    if (interval < 1) {
      throw new CustomerError(
          "save_interval must be a whole number of at least 1", file.toString());
    }
    return OptionalLong.of(interval);
  }

  private static RuleConfiguration configuration(JsonNode rule, Path file) throws JacksonException {
    Map<String, String> parameters = new LinkedHashMap<>();
    rule.path("RuleParameters")
        .properties()
        .forEach(p -> parameters.put(p.getKey(), p.getValue().asText()));
    String invoked = parameters.remove("rule_to_invoke");
    if (invoked == null) {
      throw new CustomerError(
          "A rule names no rule_to_invoke among its RuleParameters, such as {\"rule_to_invoke\":"
              + " \"Overfit\"}",
          file.toString());
    }
    RuleKind kind = RuleKind.find(invoked);
    RuleAction action = RuleAction.WARN;
    String plain = parameters.remove("action");
    if (plain != null) {
      action = RuleConfiguration.action(kind, plain);
    }
    String actions = parameters.remove("action_json");
    if (actions != null) {
      for (JsonNode one : JSON.readTree(actions)) {
        action = RuleConfiguration.action(kind, one.path("name").asText());
      }
    }
    String name = rule.path("RuleConfigurationName").asText(kind.text());
    return new RuleConfiguration(name, kind, parameters, action);
  }
}
