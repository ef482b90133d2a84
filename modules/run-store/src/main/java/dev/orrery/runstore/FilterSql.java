package dev.orrery.runstore;

import dev.orrery.runstore.Filter.Comparison;
import dev.orrery.runstore.Filter.Operator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a filter into a condition on {@code run r}. The text is made of constants of this class
 * alone; all that a person wrote is bound.
 */
final class FilterSql {

  /**
   * An attribute of a run.
   *
   * @param condition with {@code %s} for the comparison, on the column that it ends with; false,
   *     and never null, where the run has no such value
   * @param number whether it is a number
   */
  record Attribute(String condition, boolean number) {}

  /** All that can be asked for beside metrics, hyperparameters and tags, by name. */
  static final Map<String, Attribute> ATTRIBUTES = attributes();

  private final StringBuilder sql = new StringBuilder();
  private final List<Object> values;

  /**
   * A condition to build.
   *
   * @param values takes up what is bound, in order
   */
  FilterSql(List<Object> values) {
    this.values = values;
  }

  private static Map<String, Attribute> attributes() {
    Map<String, Attribute> all = new LinkedHashMap<>();
    for (String column : List.of("algorithm", "status", "kind", "created", "backend")) {
      all.put(column, new Attribute("r." + column + "%s", false));
    }
    all.put("id", new Attribute("r.key%s", false));
    for (String column : List.of("name", "reason", "device", "folder")) {
      all.put(column, optional(column, false));
    }
    all.put("group", optional("group_name", false));
    all.put("model", optional("model_sha256", false));
    all.put("state", optional("state_sha256", false));
    for (String column : List.of("seed", "hosts", "threads", "repetition", "fold")) {
      all.put(column, new Attribute("r." + column + "%s", true));
    }
    for (String column : List.of("seconds", "epochs")) {
      all.put(column, optional(column, true));
    }
    for (String column : List.of("version", "revision")) {
      all.put(
          column,
          new Attribute("r.build_id IN (SELECT id FROM build WHERE " + column + "%s)", false));
    }
    for (String column : List.of("processor", "architecture", "jdk", "system")) {
      all.put(
          column,
          new Attribute("r.machine_id IN (SELECT id FROM machine WHERE " + column + "%s)", false));
    }
    all.put(
        "study",
        new Attribute(
            "(r.study_id IS NOT NULL AND r.study_id IN (SELECT id FROM study WHERE name%s))",
            false));
    all.put("data", data("argument"));
    all.put("sha256", data("sha256"));
    all.put(
        "note",
        new Attribute(
            "r.id IN (SELECT run_id FROM message WHERE kind = 'comment' AND text%s)", false));
    return java.util.Collections.unmodifiableMap(all);
  }

  private static Attribute optional(String column, boolean number) {
    return new Attribute("(r." + column + " IS NOT NULL AND r." + column + "%s)", number);
  }

  private static Attribute data(String column) {
    return new Attribute(
        "r.id IN (SELECT run_id FROM channel WHERE data_id IN (SELECT id FROM data_set WHERE "
            + column
            + "%s))",
        false);
  }

  /** The condition. */
  static String of(Filter filter, List<Object> values) {
    FilterSql sql = new FilterSql(values);
    sql.add(filter);
    return sql.sql.toString();
  }

  private void add(Filter filter) {
    switch (filter) {
      case Filter.And and -> join(and.left(), " AND ", and.right());
      case Filter.Or or -> join(or.left(), " OR ", or.right());
      case Filter.Not not -> {
        sql.append("NOT (");
        add(not.of());
        sql.append(')');
      }
      case Filter.Tagged tagged -> {
        sql.append("r.id IN (SELECT run_id FROM tag WHERE word = ?)");
        values.add(tagged.word());
      }
      case Comparison comparison -> add(comparison);
    }
  }

  private void join(Filter left, String word, Filter right) {
    sql.append('(');
    add(left);
    sql.append(word);
    add(right);
    sql.append(')');
  }

  private void add(Comparison comparison) {
    switch (comparison.field().family()) {
      case METRIC -> {
        sql.append("r.id IN (SELECT run_id FROM measurement WHERE metric_id IN")
            .append(" (SELECT id FROM metric WHERE key = ?) AND value");
        values.add(comparison.field().name());
        compare(comparison, true);
        sql.append(')');
      }
      case PARAMETER -> parameter(comparison);
      case ATTRIBUTE -> {
        Attribute attribute = ATTRIBUTES.get(comparison.field().name());
        int place = attribute.condition().indexOf("%s");
        sql.append(attribute.condition(), 0, place);
        compare(comparison, attribute.number());
        sql.append(attribute.condition().substring(place + 2));
      }
    }
  }

  /** Numbers are equal however they are written; {@code !=} is what equality is not. */
  private void parameter(Comparison comparison) {
    sql.append("r.id IN (SELECT run_id FROM setting WHERE hyperparameter_id =")
        .append(" (SELECT id FROM hyperparameter WHERE name = ?) AND ");
    values.add(comparison.field().name());
    if (comparison.operator() == Operator.LIKE) {
      sql.append("value");
      compare(comparison, false);
    } else if (comparison.operator().ordering()) {
      sql.append("number");
      compare(comparison, true);
    } else {
      boolean not = comparison.operator() == Operator.NE;
      String between = not ? " AND " : " OR ";
      sql.append('(');
      for (int i = 0; i < comparison.values().size(); i++) {
        String text = comparison.values().get(i);
        Double number = RunWriter.number(text);
        sql.append(i == 0 ? "" : between).append(not ? "value <> ?" : "value = ?");
        values.add(text);
        if (number != null) {
          sql.append(between).append(not ? "(number IS NULL OR number <> ?)" : "number = ?");
          values.add(number);
        }
      }
      sql.append(')');
    }
    sql.append(')');
  }

  private void compare(Comparison comparison, boolean number) {
    sql.append(' ').append(comparison.operator().text()).append(' ');
    boolean list = comparison.operator() == Operator.IN;
    sql.append(list ? "(" : "");
    String comma = "";
    for (String value : comparison.values()) {
      sql.append(comma).append('?');
      values.add(number ? (Object) RunWriter.number(value) : value);
      comma = ", ";
    }
    sql.append(list ? ")" : "");
  }
}
