package dev.orrery.runstore;

import dev.orrery.core.hyperparameter.EditDistance;
import dev.orrery.core.text.Text;
import dev.orrery.runstore.Filter.Comparison;
import dev.orrery.runstore.Filter.Family;
import dev.orrery.runstore.Filter.Field;
import dev.orrery.runstore.Filter.Operator;
import dev.orrery.runstore.FilterTokens.Kind;
import dev.orrery.runstore.FilterTokens.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads {@link Filter}s by recursive descent. */
final class FilterParser {

  private static final int MOST_CHARACTERS = 10_000;
  private static final int MOST_COMPARISONS = 200;
  private static final int MOST_NESTED = 50;

  private static final Map<String, Family> FAMILIES =
      Map.of(
          "metrics", Family.METRIC,
          "metric", Family.METRIC,
          "params", Family.PARAMETER,
          "param", Family.PARAMETER,
          "hyperparameters", Family.PARAMETER,
          "attributes", Family.ATTRIBUTE,
          "attribute", Family.ATTRIBUTE);

  private static final Map<String, Operator> OPERATORS =
      Map.of(
          "=", Operator.EQ,
          "==", Operator.EQ,
          "!=", Operator.NE,
          "<>", Operator.NE,
          "<", Operator.LT,
          "<=", Operator.LE,
          ">", Operator.GT,
          ">=", Operator.GE);

  private final List<Token> tokens;
  private int next;
  private int comparisons;
  private int nested;

  FilterParser(String expression) {
    if (expression.length() > MOST_CHARACTERS) {
      throw FilterTokens.wrong(
          Text.format("The expression is longer than %d characters", MOST_CHARACTERS),
          MOST_CHARACTERS + 1);
    }
    tokens = FilterTokens.of(expression);
  }

  Filter parse() {
    Filter filter = either();
    if (peek().kind() != Kind.END) {
      throw expected("AND, OR or the end");
    }
    return filter;
  }

  private Filter either() {
    Filter filter = both();
    while (peek().keyword("or")) {
      next++;
      filter = new Filter.Or(filter, both());
    }
    return filter;
  }

  private Filter both() {
    Filter filter = term();
    while (peek().keyword("and")) {
      next++;
      filter = new Filter.And(filter, term());
    }
    return filter;
  }

  private Filter term() {
    if (++nested > MOST_NESTED) {
      throw FilterTokens.wrong(
          "The expression is nested deeper than " + MOST_NESTED + " times", peek().at());
    }
    Filter filter;
    if (peek().keyword("not")) {
      next++;
      filter = new Filter.Not(term());
    } else if (peek().is("(")) {
      next++;
      filter = either();
      expect(")");
    } else {
      filter = condition();
    }
    nested--;
    return filter;
  }

  private Filter condition() {
    Token begin = peek();
    if (++comparisons > MOST_COMPARISONS) {
      throw FilterTokens.wrong(
          "The expression has more than " + MOST_COMPARISONS + " comparisons", begin.at());
    }
    if (begin.kind() != Kind.WORD || reserved(begin)) {
      throw expected("a field such as metrics.\"test:msd\", params.k, tags.WORD or algorithm");
    }
    next++;
    int dot = begin.text().indexOf('.');
    String family = dot < 0 ? "" : begin.text().substring(0, dot).toLowerCase(Locale.ROOT);
    String name = begin.text().substring(dot + 1);
    if (dot >= 0 && name.isEmpty()) {
      if (peek().kind() != Kind.QUOTED) {
        throw expected("a name after '" + begin.text() + "'");
      }
      name = tokens.get(next++).text();
    }
    if (family.equals("tags") || family.equals("tag")) {
      if (OPERATORS.containsKey(peek().text()) && peek().kind() == Kind.SIGN) {
        throw FilterTokens.wrong(
            "Tags are words without values; expected tags.WORD or NOT tags.WORD", peek().at());
      }
      return new Filter.Tagged(name);
    }
    return comparison(field(begin, family, name));
  }

  private static Field field(Token begin, String family, String name) {
    if (family.isEmpty()) {
      return attribute(begin, name);
    }
    Family known = FAMILIES.get(family);
    if (known == null) {
      throw FilterTokens.wrong(
          Text.format(
              "There is no '%s.'; expected metrics., params., tags. or attributes.", family),
          begin.at());
    }
    return known == Family.ATTRIBUTE ? attribute(begin, name) : new Field(known, name);
  }

  private static Field attribute(Token begin, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (FilterSql.ATTRIBUTES.containsKey(lower)) {
      return new Field(Family.ATTRIBUTE, lower);
    }
    String closest =
        FilterSql.ATTRIBUTES.keySet().stream()
            .min(Comparator.comparingInt(known -> EditDistance.of(known, lower)))
            .filter(known -> EditDistance.of(known, lower) <= Math.max(1, lower.length() / 3))
            .map(known -> "; did you mean '" + known + "'?")
            .orElse(
                "; expected metrics.NAME, params.NAME, tags.WORD or one of "
                    + String.join(", ", FilterSql.ATTRIBUTES.keySet()));
    throw FilterTokens.wrong("There is no field '" + name + "'" + closest, begin.at());
  }

  private Filter comparison(Field field) {
    boolean negated = peek().keyword("not");
    if (negated) {
      next++;
    }
    Token operator = peek();
    Filter filter;
    if (operator.keyword("like") || operator.keyword("ilike")) {
      next++;
      if (numeric(field)) {
        throw FilterTokens.wrong(
            "LIKE is for texts, and '" + field.name() + "' is a number", operator.at());
      }
      filter = new Comparison(field, Operator.LIKE, List.of(value(field, Operator.LIKE)));
    } else if (operator.keyword("in")) {
      next++;
      filter = new Comparison(field, Operator.IN, values(field));
    } else if (!negated && operator.kind() == Kind.SIGN && OPERATORS.containsKey(operator.text())) {
      next++;
      Operator known = OPERATORS.get(operator.text());
      filter = new Comparison(field, known, List.of(value(field, known)));
    } else {
      throw expected(
          negated
              ? "LIKE or IN after NOT"
              : "a comparison (=, !=, <, <=, >, >=, LIKE, IN) after '" + field.name() + "'");
    }
    return negated ? new Filter.Not(filter) : filter;
  }

  private static boolean numeric(Field field) {
    return field.family() == Family.METRIC
        || field.family() == Family.ATTRIBUTE && FilterSql.ATTRIBUTES.get(field.name()).number();
  }

  private List<String> values(Field field) {
    expect("(");
    List<String> values = new ArrayList<>();
    do {
      values.add(value(field, Operator.IN));
    } while (separated());
    expect(")");
    return values;
  }

  private boolean separated() {
    boolean comma = peek().is(",");
    next += comma ? 1 : 0;
    return comma;
  }

  private String value(Field field, Operator operator) {
    Token value = peek();
    if (value.kind() != Kind.QUOTED && (value.kind() != Kind.WORD || reserved(value))) {
      throw expected("a value after '" + tokens.get(next - 1).text() + "'");
    }
    boolean number = numeric(field) || field.family() == Family.PARAMETER && operator.ordering();
    if (number && RunWriter.number(value.text()) == null) {
      throw expected("a number to compare '" + field.name() + "' with");
    }
    next++;
    return value.text();
  }

  private static boolean reserved(Token token) {
    return List.of("and", "or", "not", "in", "like", "ilike").stream().anyMatch(token::keyword);
  }

  private void expect(String sign) {
    if (!peek().is(sign)) {
      throw expected("'" + sign + "'");
    }
    next++;
  }

  private dev.orrery.core.error.CustomerError expected(String what) {
    return FilterTokens.wrong("Expected " + what + ", found " + peek().shown(), peek().at());
  }

  private Token peek() {
    return tokens.get(next);
  }
}
