package dev.orrery.cli;

import dev.orrery.core.text.Text;
import dev.orrery.training.rule.RuleKind;
import dev.orrery.training.rule.RuleParameter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery rules}: the rules that can watch a training. */
@Command(
    name = "rules",
    description = "The rules of SageMaker Debugger that 'run --rule' takes.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RulesCommand.ListCommand.class, RulesCommand.ShowCommand.class},
    footer = {"", "Examples:", "  orrery rules list", "  orrery rules show Overfit"})
final class RulesCommand implements Runnable {

  private static final int WIDTH = 100;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Expected a command: list or show");
  }

  private static Map<String, Object> json(RuleKind kind) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rule_to_invoke", kind.text());
    json.put("meaning", kind.meaning());
    json.put("applies_to", kind.fit().algorithms());
    json.put("example", kind.example());
    List<Map<String, Object>> parameters = new ArrayList<>();
    for (RuleParameter parameter : kind.parameters()) {
      Map<String, Object> own = new LinkedHashMap<>();
      own.put("name", parameter.name());
      own.put("type", parameter.type().text());
      own.put("default", parameter.standard());
      own.put("meaning", parameter.meaning());
      parameters.add(own);
    }
    json.put("parameters", parameters);
    return json;
  }

  /** {@code orrery rules list}. */
  @Command(
      name = "list",
      description = "List the rules.",
      footer = {"", "Example:", "  orrery rules list"})
  static final class ListCommand implements Callable<Integer> {

    @Mixin private OutputOptions output;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      if (output.json) {
        out.println(
            Json.line(
                Map.of(
                    "rules",
                    List.of(RuleKind.values()).stream().map(RulesCommand::json).toList())));
        return 0;
      }
      for (RuleKind kind : RuleKind.values()) {
        out.println(
            Text.format("%-25s %s (%s)", kind.text(), kind.meaning(), kind.fit().algorithms()));
      }
      return 0;
    }
  }

  /** {@code orrery rules show}. */
  @Command(
      name = "show",
      description = "Show one rule: its meaning, its parameters, where it applies, an example.",
      footer = {"", "Example:", "  orrery rules show LossNotDecreasing"})
  static final class ShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RULE", description = "The rule's name.")
    private String name;

    @Mixin private OutputOptions output;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      RuleKind kind = RuleKind.find(name);
      if (output.json) {
        out.println(Json.line(json(kind)));
        return 0;
      }
      out.println(kind.text() + ": " + kind.meaning() + ".");
      out.println(Paragraph.of("Applies to " + kind.fit().algorithms() + ".", "", WIDTH));
      out.println();
      for (RuleParameter parameter : kind.parameters()) {
        String standard = parameter.standardValue().map(value -> ", default " + value).orElse("");
        out.println("  " + parameter.name() + " (" + parameter.type().text() + standard + ")");
        out.println(Paragraph.of(parameter.meaning() + ".", "      ", WIDTH));
      }
      out.println("  action (warn, stop or command, default warn)");
      out.println(
          Paragraph.of(
              "What is done when it fires: nothing more, training is stopped, or the program of"
                  + " --rule-command is run.",
              "      ",
              WIDTH));
      out.println();
      out.println("A run on which it fires (see docs/rules.md):");
      out.println("  orrery " + kind.example());
      return 0;
    }
  }
}
