package dev.orrery.datasets;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.EditDistance;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.text.Text;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A kind of data that can be made. */
public abstract class Generator {

  /** How many rows are made, which most kinds leave at this default. */
  static final Hyperparameter<Long> ROWS = rows("1000");

  private final String name;
  private final String title;
  private final String teaches;
  private final HyperparameterSchema parameters;

  /** In a class of its own, so that no kind is made before it is initialised. */
  private static final class Kinds {
    static final List<Generator> ALL =
        List.of(
            new Blobs(),
            new Anisotropic(),
            new Moons(),
            new Rings(),
            new Regression(),
            new Ratings(),
            new Series(),
            new LowRank());
  }

  Generator(String name, String title, String teaches, Hyperparameter<?>... parameters) {
    this.name = name;
    this.title = title;
    this.teaches = teaches;
    this.parameters = HyperparameterSchema.of(parameters);
  }

  /** All kinds. */
  public static List<Generator> all() {
    return Kinds.ALL;
  }

  /**
   * The kind of a name.
   *
   * @throws CustomerError when there is none, naming those that there are
   */
  public static Generator find(String name) {
    return Kinds.ALL.stream()
        .filter(generator -> generator.name.equals(name))
        .findFirst()
        .orElseThrow(
            () -> {
              String nearest =
                  Kinds.ALL.stream()
                      .map(Generator::name)
                      .min(Comparator.comparingInt(each -> EditDistance.of(name, each)))
                      .filter(each -> EditDistance.of(name, each) <= 2)
                      .map(each -> "; did you mean '" + each + "'?")
                      .orElse("");
              return new CustomerError(
                  Text.format(
                      "There is no kind of data '%s' to generate, there are %s%s",
                      name,
                      Kinds.ALL.stream().map(Generator::name).collect(Collectors.joining(", ")),
                      nearest),
                  name);
            });
  }

  static Hyperparameter<Long> rows(String byDefault) {
    return Hyperparameter.integer("rows", 1, 1_000_000_000)
        .defaultsTo(byDefault)
        .meaning("Number of rows.");
  }

  /** What it is called. */
  public final String name() {
    return name;
  }

  /** One line on what the rows are. */
  public final String title() {
    return title;
  }

  /** What it is good for. */
  public final String teaches() {
    return teaches;
  }

  /** Its parameters with ranges and defaults. */
  public final HyperparameterSchema parameters() {
    return parameters;
  }

  /** Draws what all rows have in common, such as centers and weights. */
  abstract Recipe recipe(Hyperparameters values, Draws draws);

  /** Refuses parameters that do not fit each other. */
  static CustomerError unfit(String parameter, long value, String expected) {
    return new CustomerError(
        Text.format("--%s is %d where %s was expected", parameter, value, expected),
        "--" + parameter);
  }
}
