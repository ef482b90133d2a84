package dev.orrery.runstore;

import dev.orrery.core.error.CustomerError;
import java.util.List;

/**
 * A condition on runs, in the words of MLflow's search: {@code metrics."test:msd" < 10 and params.k
 * = 10 and tags.lesson and algorithm = kmeans}.
 *
 * <pre>{@code
 * expression  = conjunction { OR conjunction }
 * conjunction = term { AND term }
 * term        = [ NOT ] ( "(" expression ")" | comparison | tags.WORD )
 * comparison  = field ( "=" | "==" | "!=" | "<>" | "<" | "<=" | ">" | ">=" ) value
 *             | field [ NOT ] ( LIKE | ILIKE ) value
 *             | field [ NOT ] IN "(" value { "," value } ")"
 * field       = metrics.NAME | params.NAME | [ attributes. ] ATTRIBUTE
 * }</pre>
 *
 * A name or value that is not one word is quoted by {@code '}, {@code "} or a back quote, doubled
 * within. A comparison with what a run does not have is false. {@code LIKE} ignores case.
 */
public sealed interface Filter {

  /** Both hold. */
  record And(Filter left, Filter right) implements Filter {}

  /** One holds at least. */
  record Or(Filter left, Filter right) implements Filter {}

  /** It does not hold. */
  record Not(Filter of) implements Filter {}

  /** The run has a tag. */
  record Tagged(String word) implements Filter {}

  /** A field of the run compares so with one value, or for {@code IN} with one of several. */
  record Comparison(Field field, Operator operator, List<String> values) implements Filter {

    /** Keeps a copy. */
    public Comparison {
      values = List.copyOf(values);
    }
  }

  /** What is compared: of a family, by name. */
  record Field(Family family, String name) {}

  /** Where a field is looked for. */
  enum Family {
    /** What was measured of the whole run. */
    METRIC,
    /** A hyperparameter in force. */
    PARAMETER,
    /** Anything else that the store knows of a run. */
    ATTRIBUTE
  }

  /** How it is compared. */
  enum Operator {
    /** Equal. */
    EQ("="),
    /** Not equal. */
    NE("!="),
    /** Less. */
    LT("<"),
    /** Less or equal. */
    LE("<="),
    /** Greater. */
    GT(">"),
    /** Greater or equal. */
    GE(">="),
    /** A text with {@code %} for any characters and {@code _} for one. */
    LIKE("LIKE"),
    /** One of several. */
    IN("IN");

    private final String text;

    Operator(String text) {
      this.text = text;
    }

    /** As it is written. */
    public String text() {
      return text;
    }

    boolean ordering() {
      return this == LT || this == LE || this == GT || this == GE;
    }
  }

  /**
   * Reads an expression.
   *
   * @throws CustomerError with what was expected, and the place
   */
  static Filter parse(String expression) {
    return new FilterParser(expression).parse();
  }
}
