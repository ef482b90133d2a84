package dev.orrery.report.comparison;

import dev.orrery.core.metric.Metric;
import dev.orrery.report.RunReport;
import java.util.List;
import java.util.Map;

/**
 * Many trainings of one algorithm, as the page that compares them shows them; gathered by the
 * caller.
 *
 * @param title such as {@code K-means on digits: k, init_method}
 * @param algorithm the algorithm's name, such as {@code kmeans}
 * @param answer what was found out, in sentences; the first matters most
 * @param command the command line that makes it again
 * @param facts where it came from, in the order in which they are shown
 * @param axes the hyperparameters that differ, in order
 * @param objective the metric that the page begins with, by key
 * @param directions whether less or more of each metric is better, by key, those of the curves too
 * @param trials the trainings, in order
 * @param importances how much of the objective goes with each hyperparameter, greatest first
 * @param importanceMethod one sentence on how that was computed
 * @param significance the paired comparison of settings: best against the others, best first
 * @param significanceMethod one sentence on which test was used
 * @param notes what was decided for the user
 * @param warnings what the user should know of
 */
public record Comparison(
    String title,
    String algorithm,
    List<String> answer,
    String command,
    List<RunReport.Fact> facts,
    List<Axis> axes,
    String objective,
    Map<String, Metric.Direction> directions,
    List<Trial> trials,
    List<Importance> importances,
    String importanceMethod,
    List<Significance> significance,
    String significanceMethod,
    List<String> notes,
    List<String> warnings) {

  /**
   * A hyperparameter that differs between the trainings.
   *
   * @param numeric whether its values are numbers
   * @param logarithmic whether it is best drawn on a logarithmic axis
   * @param meaning one sentence on what it does
   */
  public record Axis(String name, boolean numeric, boolean logarithmic, String meaning) {}

  /**
   * A training.
   *
   * @param id its number, from 1, as people name it
   * @param setting number of its setting, from 1: trainings that differ in seed or fold share it
   * @param values the hyperparameters that differ, by name, as text
   * @param repetition from 0
   * @param fold from 0; 0 without cross-validation
   * @param status {@code Completed}, {@code Stopped} or {@code Failed}
   * @param reason why it was stopped or failed; empty when it was completed
   * @param metrics by key
   * @param curve what was measured by pass
   */
  public record Trial(
      int id,
      int setting,
      Map<String, String> values,
      int repetition,
      int fold,
      String status,
      String reason,
      Map<String, Double> metrics,
      List<Point> curve,
      int epochs,
      double seconds) {}

  /** A value that was measured after a pass, from 0. */
  public record Point(int epoch, String metric, double value) {}

  /**
   * How much of the objective goes with a hyperparameter.
   *
   * @param share from 0 to 1
   */
  public record Importance(String name, double share) {}

  /**
   * One setting against the best one, over the seeds and folds that both have.
   *
   * @param setting the setting that is compared with the best, from 1
   * @param best the best setting, from 1
   * @param difference mean of its objective less that of the best
   * @param low lower end of the 95 % confidence interval of the difference
   * @param high its upper end
   * @param p the test's p-value, adjusted for the number of settings; NaN where it cannot be told
   */
  public record Significance(
      int setting, int best, double difference, double low, double high, double p) {}
}
