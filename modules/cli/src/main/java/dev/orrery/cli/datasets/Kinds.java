package dev.orrery.cli.datasets;

import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.text.Text;
import dev.orrery.datasets.Generator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Kinds of data to generate, as lines and as JSON. */
public final class Kinds {

  private Kinds() {}

  /** A kind with its parameters. */
  public static Map<String, Object> json(Generator generator) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", generator.name());
    json.put("title", generator.title());
    json.put("teaches", generator.teaches());
    json.put(
        "parameters",
        generator.parameters().all().stream()
            .map(
                parameter -> {
                  Map<String, Object> row = new LinkedHashMap<>();
                  row.put("name", parameter.name());
                  row.put("type", parameter.type().describe());
                  row.put("default", parameter.defaultText().orElse(null));
                  row.put("meaning", parameter.meaning());
                  return row;
                })
            .toList());
    return json;
  }

  /** A parameter with its default, range and meaning. */
  public static String line(Hyperparameter<?> parameter) {
    return Text.format(
        "  --%-12s %-8s %s (%s)",
        parameter.name(),
        parameter.defaultText().orElse(""),
        parameter.meaning(),
        parameter.type().describe());
  }
}
