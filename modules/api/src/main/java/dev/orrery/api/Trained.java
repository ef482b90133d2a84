package dev.orrery.api;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Event;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.text.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a training came to.
 *
 * @param model the model
 * @param hyperparameters the values in force by SageMaker's names, defaults included
 * @param metrics what was measured of the whole run: on the train channel, and on those it was
 *     scored by
 * @param measured what was measured after each pass, in order
 * @param epochs passes that were made over the training data
 * @param notes what was decided for the user, a sentence each
 * @param warnings what the user should know of, a sentence each
 * @param backend name of the backend that computed
 * @param seconds time the training took, scoring included
 * @param <P> the model's answer for a row
 * @param <M> the model
 */
public record Trained<P, M extends FittedModel<P>>(
    M model,
    Map<String, String> hyperparameters,
    List<Metric> metrics,
    List<Event.Measured> measured,
    int epochs,
    List<String> notes,
    List<String> warnings,
    String backend,
    double seconds) {

  /**
   * A metric of the whole run.
   *
   * @param key channel and name, such as {@code train:msd} or {@code test:accuracy}; metrics that
   *     SageMaker does not have begin with {@code orrery:}, as {@code orrery:train_msd}
   * @throws CustomerError when it was not measured, naming those that were
   */
  public double metric(String key) {
    return metrics.stream()
        .filter(metric -> metric.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new CustomerError(
                    Text.format(
                        "There is no metric '%s'; measured were: %s",
                        key, keys(metrics.stream().map(Metric::key).toList())),
                    key))
        .value();
  }

  /**
   * A value as it was measured after each pass, in order.
   *
   * @param key as {@link #metric} takes it
   * @throws CustomerError when it was not measured by pass, naming those that were
   */
  public double[] byPass(String key) {
    double[] values =
        measured.stream()
            .map(Event.Measured::metric)
            .filter(metric -> metric.key().equals(key))
            .mapToDouble(Metric::value)
            .toArray();
    if (values.length == 0) {
      throw new CustomerError(
          Text.format(
              "'%s' was not measured by pass; measured were: %s",
              key, keys(measured.stream().map(value -> value.metric().key()).toList())),
          key);
    }
    return values;
  }

  /** The answers for some rows; see {@link FittedModel#predict(float[][])}. */
  public List<P> predict(float[][] rows) {
    return model.predict(rows);
  }

  /** The answers for some rows; see {@link FittedModel#predict(double[][])}. */
  public List<P> predict(double[][] rows) {
    return model.predict(rows);
  }

  /** The answer for one row; see {@link FittedModel#predict(float...)}. */
  public P predict(float... row) {
    return model.predict(row);
  }

  /** The answer for one row; see {@link FittedModel#predict(double...)}. */
  public P predict(double... row) {
    return model.predict(row);
  }

  /** The answers for a data set; see {@link FittedModel#predict(Dataset)}. */
  public List<P> predict(Dataset data) {
    return model.predict(data);
  }

  /** The answers for the data of a name; see {@link FittedModel#predict(String)}. */
  public List<P> predict(String data) {
    return model.predict(data);
  }

  /** Writes the model; see {@link FittedModel#save}. */
  public void save(Path to) {
    model.save(to);
  }

  /** The model and its metrics, on a line each. */
  @Override
  public String toString() {
    return model
        + metrics.stream()
            .map(metric -> Text.format("%n  %s = %.6g", metric.key(), metric.value()))
            .collect(Collectors.joining());
  }

  private static String keys(List<String> all) {
    return all.isEmpty() ? "none" : all.stream().distinct().collect(Collectors.joining(", "));
  }
}
