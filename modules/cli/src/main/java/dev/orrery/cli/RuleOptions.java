package dev.orrery.cli;

import dev.orrery.training.rule.DebugRequest;
import dev.orrery.training.rule.RuleConfiguration;
import dev.orrery.training.rule.RulesFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** Debugger's rules that watch a training. */
final class RuleOptions {

  @Option(
      names = "--rule",
      paramLabel = "NAME[:PARAMETER=VALUE,...]",
      description =
          "Watch training by a rule of SageMaker Debugger; action=warn|stop|command says what is"
              + " done when it fires; may be repeated ('orrery rules list' lists them).")
  private List<String> rules = new ArrayList<>();

  @Option(
      names = "--rules",
      paramLabel = "FILE.json",
      description = "Rules as SageMaker's DebugRuleConfigurations.")
  private Path file;

  @Option(
      names = "--rule-command",
      paramLabel = "'PROGRAM ARGUMENTS'",
      description =
          "The program of action=command, run without a shell, with ORRERY_RULE, ORRERY_STEP and"
              + " ORRERY_RUN in its environment.")
  private String command;

  @Option(
      names = "--save-interval",
      paramLabel = "N",
      description =
          "Look at every N-th mini-batch (default: the end of every pass; every mini-batch where"
              + " there is one pass).")
  private Long saveInterval;

  @Option(
      names = "--save-tensors",
      description =
          "Keep weights, gradients and losses in the run's folder, for the rule SimilarAcrossRuns of"
              + " later runs.")
  private boolean saveTensors;

  DebugRequest request() throws IOException {
    List<RuleConfiguration> configurations = new ArrayList<>();
    OptionalLong interval =
        saveInterval == null ? OptionalLong.empty() : OptionalLong.of(saveInterval);
    if (file != null) {
      RulesFile read = RulesFile.read(file);
      configurations.addAll(read.configurations());
      interval = interval.isPresent() ? interval : read.saveInterval();
    }
    rules.forEach(text -> configurations.add(RuleConfiguration.parse(text)));
    return new DebugRequest(
        configurations,
        interval,
        saveTensors,
        command == null ? List.of() : DebugRequest.commandWords(command));
  }
}
