package dev.orrery.training.rule;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.hyperparameter.EditDistance;
import dev.orrery.core.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A rule with the parameters that were given, checked by themselves.
 *
 * @param name SageMaker's {@code RuleConfigurationName}
 * @param kind the rule
 * @param parameters those that were given
 * @param action what is done when it fires
 */
public record RuleConfiguration(
    String name, RuleKind kind, Map<String, String> parameters, RuleAction action) {

  /** Parts of {@code --rule} begin where a comma is followed by a name and an equals sign. */
  private static final Pattern NEXT = Pattern.compile(",(?=[A-Za-z_]+=)");

  private static final Set<String> ON_THE_SERVICE = Set.of("email", "sms");

  /** Checks names and values. */
  public RuleConfiguration {
    Map<String, String> known = new LinkedHashMap<>();
    for (Map.Entry<String, String> given : parameters.entrySet()) {
      RuleParameter parameter =
          kind.parameter(named(given.getKey())).orElseThrow(() -> unknown(kind, given.getKey()));
      String value = given.getValue().strip();
      parameter.check(kind.text(), value);
      known.put(parameter.name(), value);
    }
    checkTogether(kind, known);
    if (kind == RuleKind.SIMILAR_ACROSS_RUNS) {
      known.computeIfPresent("other_trials", (key, runs) -> absolute(runs));
    }
    if (Boolean.parseBoolean(known.get("stop_training_on_fire"))) {
      action = RuleAction.STOP;
    }
    parameters = Map.copyOf(known);
  }

  /** An older name of SageMaker's for the same. */
  private static String named(String name) {
    return name.equals("other_trial") ? "other_trials" : name;
  }

  private static String absolute(String runs) {
    return Stream.of(runs.split(","))
        .map(run -> Path.of(run.strip()).toAbsolutePath().normalize().toString())
        .collect(Collectors.joining(","));
  }

  /**
   * What {@code --rule} says: {@code NAME} or {@code NAME:parameter=value,...}.
   *
   * @throws CustomerError when it cannot be understood
   */
  public static RuleConfiguration parse(String text) {
    int colon = text.indexOf(':');
    RuleKind kind = RuleKind.find((colon < 0 ? text : text.substring(0, colon)).strip());
    Map<String, String> parameters = new LinkedHashMap<>();
    String rest = colon < 0 ? "" : text.substring(colon + 1).strip();
    if (!rest.isEmpty()) {
      for (String part : NEXT.split(rest)) {
        int equals = part.indexOf('=');
        if (equals < 1) {
          throw new CustomerError(
              Text.format("Expected a parameter as name=value, found '%s'", part),
              "--rule " + kind.text());
        }
        String name = part.substring(0, equals).strip();
        if (parameters.put(name, part.substring(equals + 1).strip()) != null) {
          throw new CustomerError(
              Text.format("The parameter '%s' is given twice", name), "--rule " + kind.text());
        }
      }
    }
    String action = parameters.remove("action");
    return new RuleConfiguration(
        kind.text(), kind, parameters, action == null ? RuleAction.WARN : action(kind, action));
  }

  /** The action of a name. */
  static RuleAction action(RuleKind kind, String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    if (ON_THE_SERVICE.contains(plain)) {
      throw new CustomerError(
          Text.format(
              "The action '%s' exists on the service alone; expected warn, stop or command", text),
          "--rule " + kind.text());
    }
    return switch (plain) {
      case "warn" -> RuleAction.WARN;
      case "stop", "stoptraining" -> RuleAction.STOP;
      case "command" -> RuleAction.COMMAND;
      default ->
          throw new CustomerError(
              Text.format("There is no action '%s'; expected warn, stop or command", text),
              "--rule " + kind.text());
    };
  }

  private static CustomerError unknown(RuleKind kind, String name) {
    String own =
        kind.parameters().stream().map(RuleParameter::name).collect(Collectors.joining(", "));
    String reason =
        switch (name) {
          case "base_trial" -> "; the run itself is always the base trial";
          case "training_job_name_prefix" -> "; a run here has a folder and no name of a job";
          case "activation_inputs_regex" -> "; these algorithms have no activations";
          default ->
              kind.parameters().stream()
                  .map(RuleParameter::name)
                  .min(Comparator.comparingInt(p -> EditDistance.of(p, name)))
                  .filter(p -> EditDistance.of(p, name) <= Math.max(2, name.length() / 3))
                  .map(p -> "; did you mean " + p + "?")
                  .orElse("; it takes " + own + " and action");
        };
    return new CustomerError(
        Text.format("The rule %s has no parameter '%s'%s", kind.text(), name, reason),
        "--rule " + kind.text());
  }

  private static void checkTogether(RuleKind kind, Map<String, String> given) {
    String where = "--rule " + kind.text();
    boolean selects = given.containsKey("collection_names") || given.containsKey("tensor_regex");
    switch (kind) {
      case ALL_ZERO, TENSOR_VARIANCE, UNCHANGED_TENSOR -> {
        if (!selects) {
          throw new CustomerError(
              Text.format(
                  "The rule %s needs collection_names or tensor_regex, such as collection_names=weights",
                  kind.text()),
              where);
        }
      }
      case SIMILAR_ACROSS_RUNS -> {
        if (!given.containsKey("other_trials")) {
          throw new CustomerError(
              "The rule SimilarAcrossRuns needs other_trials, the folder of another run", where);
        }
      }
      case LOSS_NOT_DECREASING -> {
        if (!Set.of("TRAIN", "EVAL", "GLOBAL").contains(given.getOrDefault("mode", "GLOBAL"))) {
          throw new CustomerError(
              Text.format(
                  "There is no mode '%s'; expected TRAIN, EVAL or GLOBAL", given.get("mode")),
              where);
        }
        if ("false".equalsIgnoreCase(given.get("use_losses_collection")) && !selects) {
          throw new CustomerError(
              "With use_losses_collection=False the rule needs collection_names or tensor_regex",
              where);
        }
      }
      default -> {}
    }
    if (kind == RuleKind.TENSOR_VARIANCE
        && !given.containsKey("max_threshold")
        && !given.containsKey("min_threshold")) {
      throw new CustomerError(
          "The rule TensorVariance needs max_threshold or min_threshold", where);
    }
  }

  /**
   * Checks it against a training.
   *
   * @param algorithm the algorithm's name
   * @param hyperparameters the values in force
   * @param validation whether there is a validation channel
   * @throws CustomerError saying why it does not apply
   */
  void check(String algorithm, Map<String, String> hyperparameters, boolean validation) {
    kind.fit()
        .refusal(algorithm, hyperparameters, validation)
        .ifPresent(
            reason -> {
              throw new CustomerError(
                  Text.format("The rule %s does not apply: %s", kind.text(), reason),
                  "--rule " + kind.text());
            });
    Set<TensorCollection> there = RuleFit.collections(algorithm, hyperparameters);
    for (String name : values().words("collection_names")) {
      if (TensorCollection.find(name).filter(there::contains).isEmpty()) {
        throw new CustomerError(
            Text.format(
                "%s has no collection '%s'; it has %s",
                algorithm,
                name,
                there.stream().map(TensorCollection::text).collect(Collectors.joining(", "))),
            "--rule " + kind.text());
      }
    }
    List<Pattern> patterns = values().patterns("tensor_regex");
    List<String> tensors = RuleFit.tensors(algorithm);
    for (Pattern pattern : patterns) {
      if (tensors.stream().noneMatch(name -> pattern.matcher(name).lookingAt())) {
        throw new CustomerError(
            Text.format(
                "No tensor of %s has a name like '%s'; they are %s",
                algorithm, pattern.pattern(), String.join(", ", tensors)),
            "--rule " + kind.text());
      }
    }
  }

  /** The values in force. */
  RuleValues values() {
    Map<String, String> all = new LinkedHashMap<>();
    for (RuleParameter parameter : kind.parameters()) {
      String value = parameters.getOrDefault(parameter.name(), parameter.standard());
      if (value != null) {
        all.put(parameter.name(), value);
      }
    }
    return new RuleValues(all);
  }

  /** Configurations whose names are given to one alone, by numbers at their ends. */
  public static List<RuleConfiguration> withOwnNames(List<RuleConfiguration> given) {
    List<RuleConfiguration> own = new ArrayList<>();
    for (RuleConfiguration configuration : given) {
      String name = configuration.name();
      for (int i = 2; taken(own, name); i++) {
        name = configuration.name() + "-" + i;
      }
      own.add(
          new RuleConfiguration(
              name, configuration.kind(), configuration.parameters(), configuration.action()));
    }
    return List.copyOf(own);
  }

  private static boolean taken(List<RuleConfiguration> own, String name) {
    return own.stream().anyMatch(other -> other.name().equals(name));
  }
}
