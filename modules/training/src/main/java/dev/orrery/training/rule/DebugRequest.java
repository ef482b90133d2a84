package dev.orrery.training.rule;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Which rules watch a training, and what is saved of it.
 *
 * @param configurations the rules
 * @param saveInterval mini-batches from one save to the next; empty for the end of every pass, or
 *     every mini-batch where there is one pass alone
 * @param saveTensors whether tensors stay in the run's folder
 * @param command program and arguments of the action {@code command}; empty for none
 */
public record DebugRequest(
    List<RuleConfiguration> configurations,
    OptionalLong saveInterval,
    boolean saveTensors,
    List<String> command) {

  /** SageMaker's limit for one training job (spec D). */
  static final int MOST_RULES = 20;

  /** Checks what concerns all rules together. */
  public DebugRequest {
    configurations = RuleConfiguration.withOwnNames(configurations);
    command = List.copyOf(command);
    if (configurations.size() > MOST_RULES) {
      throw new CustomerError(
          Text.format(
              "A training takes %d rules at most, not %d", MOST_RULES, configurations.size()),
          "--rule");
    }
    boolean commands =
        configurations.stream().anyMatch(rule -> rule.action() == RuleAction.COMMAND);
    if (commands && command.isEmpty()) {
      throw new CustomerError(
          "action=command needs a program to run; give one with --rule-command", "--rule");
    }
    if (saveInterval.isPresent() && saveInterval.getAsLong() < 1) {
      throw new CustomerError(
          "The save interval must be at least 1, not " + saveInterval.getAsLong(),
          "--save-interval");
    }
  }

  /** No rules, nothing saved. */
  public static DebugRequest none() {
    return new DebugRequest(List.of(), OptionalLong.empty(), false, List.of());
  }

  /** The words of a command line: blanks part them, but for those within quotes. */
  public static List<String> commandWords(String command) {
    return RuleCommand.words(command);
  }

  /** Whether nobody watches and nothing is saved. */
  public boolean isEmpty() {
    return configurations.isEmpty() && !saveTensors;
  }

  /**
   * Checks the rules against a training.
   *
   * @param algorithm the algorithm's name
   * @param hyperparameters the values in force
   * @param validation whether there is a validation channel
   * @throws CustomerError saying why one does not apply
   */
  public void check(String algorithm, Map<String, String> hyperparameters, boolean validation) {
    configurations.forEach(rule -> rule.check(algorithm, hyperparameters, validation));
    if (saveTensors && RuleFit.collections(algorithm, hyperparameters).isEmpty()) {
      throw new CustomerError(
          algorithm + " has no tensors to save: it sums its rows up in one reading",
          "--save-tensors");
    }
  }
}
