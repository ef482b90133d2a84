package dev.orrery.runstore;

import java.util.ArrayList;
import java.util.List;

/**
 * Which runs are wanted, and in which order.
 *
 * @param algorithm only of this one, or null
 * @param group only of this one, or null
 * @param tags only with all of these
 * @param status only with this one, or null
 * @param study only trials of this study, by its name, its key or the beginning of its key; or null
 * @param trials whether trials of studies are wanted too
 * @param filter a condition, or null
 * @param sort a metric, whose best value comes first; null for the newest first
 * @param limit at most so many; 0 for all
 */
public record RunQuery(
    String algorithm,
    String group,
    List<String> tags,
    String status,
    String study,
    boolean trials,
    Filter filter,
    String sort,
    int limit) {

  /** All runs but trials, the newest first. */
  public static final RunQuery ALL =
      new RunQuery(null, null, List.of(), null, null, false, null, null, 0);

  /** The trials of a study. */
  public static RunQuery ofStudy(String key) {
    return new RunQuery(null, null, List.of(), null, key, true, null, null, 0);
  }

  /** Keeps a copy. */
  public RunQuery {
    tags = List.copyOf(tags);
  }

  /** The same with a condition. */
  public RunQuery where(Filter condition) {
    return new RunQuery(algorithm, group, tags, status, study, trials, condition, sort, limit);
  }

  /** The same with or without trials. */
  public RunQuery withTrials(boolean wanted) {
    return new RunQuery(algorithm, group, tags, status, study, wanted, filter, sort, limit);
  }

  /** The same in the order of a metric, the best first. */
  public RunQuery sortedBy(String metric) {
    return new RunQuery(algorithm, group, tags, status, study, trials, filter, metric, limit);
  }

  /** The same, at most so many. */
  public RunQuery limit(int most) {
    return new RunQuery(algorithm, group, tags, status, study, trials, filter, sort, most);
  }

  /** The condition on {@code run r}. */
  String where(List<Object> values) {
    List<String> conditions = new ArrayList<>();
    if (study != null) {
      conditions.add(
          "r.study_id IN (SELECT id FROM study WHERE name = ? OR substr(key, 1, length(?)) = ?)");
      values.addAll(List.of(study, study, study));
    } else if (!trials) {
      conditions.add("r.kind IN ('run', 'replay')");
    }
    equal(conditions, values, "r.algorithm = ?", algorithm);
    equal(conditions, values, "r.group_name = ?", group);
    equal(conditions, values, "r.status = ?", status);
    for (String tag : tags) {
      equal(conditions, values, "r.id IN (SELECT run_id FROM tag WHERE word = ?)", tag);
    }
    if (filter != null) {
      conditions.add(FilterSql.of(filter, values));
    }
    return conditions.isEmpty() ? "1" : String.join(" AND ", conditions);
  }

  private static void equal(
      List<String> conditions, List<Object> values, String condition, String value) {
    if (value != null) {
      conditions.add(condition);
      values.add(value);
    }
  }

  /** The whole query for the ids of runs. */
  String sql(List<Object> values) {
    String order = "r.created DESC, r.id DESC";
    String from = "run r";
    if (sort != null) {
      from +=
          " LEFT JOIN (SELECT v.run_id, v.value, m.direction FROM measurement v JOIN metric m"
              + " ON m.id = v.metric_id WHERE m.key = ?) o ON o.run_id = r.id";
      values.add(sort);
      order =
          "o.value IS NULL, CASE o.direction WHEN 'SCORE' THEN -o.value ELSE o.value END, " + order;
    }
    String sql = "SELECT r.id FROM " + from + " WHERE " + where(values) + " ORDER BY " + order;
    if (limit > 0) {
      sql += " LIMIT ?";
      values.add(limit);
    }
    return sql;
  }
}
