package dev.orrery.datasets;

import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.hyperparameter.Range;
import dev.orrery.core.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A series with a season, a trend and noise, into which anomalies of five kinds are injected.
 *
 * <p>Additive outlier, level shift and temporary change are those of C. Chen and L.-M. Liu (1993),
 * Joint estimation of model parameters and outlier effects in time series, JASA 88(421); the change
 * of variance is of R. S. Tsay (1988), Outliers, level shifts, and variance changes in time series,
 * Journal of Forecasting 7(1); the seasonal outlier, a season of another shape, of K.-H. Lai and
 * others (2021), Revisiting time series outlier detection, NeurIPS Datasets and Benchmarks. Level
 * shift and change of variance end after one season here, so that many fit into one series.
 */
final class Series extends Generator {

  /** The kinds of anomalies. */
  private enum Kind {
    ADDITIVE_OUTLIER,
    LEVEL_SHIFT,
    TEMPORARY_CHANGE,
    VARIANCE_CHANGE,
    SEASONAL_OUTLIER;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Hyperparameter<Long> COUNT = rows("4000");
  private static final Hyperparameter<Long> PERIOD =
      Hyperparameter.integer("period", 8, 100_000)
          .defaultsTo("48")
          .meaning("Points of a season, a sine of amplitude 1.");
  private static final Hyperparameter<Double> TREND =
      Hyperparameter.real("trend", Range.closed(-1000, 1000))
          .defaultsTo("0")
          .meaning("How much the level rises over the whole series.");
  private static final Hyperparameter<Double> NOISE =
      Hyperparameter.real("noise", Range.closed(0.001, 10))
          .defaultsTo("0.1")
          .meaning("Deviation of a point from season and trend.");
  private static final Hyperparameter<Long> ANOMALIES =
      Hyperparameter.integer("anomalies", 0, 100_000)
          .defaultsTo("10")
          .meaning("Number of anomalies, spread over the series after its first part.");
  private static final Hyperparameter<String> KIND =
      Hyperparameter.choice(
              "kind",
              "all",
              "additive_outlier",
              "level_shift",
              "temporary_change",
              "variance_change",
              "seasonal_outlier")
          .defaultsTo("all")
          .meaning("Kind of the anomalies; all takes the five in turn.");

  /** What is left of a temporary change after each point (delta of Chen and Liu). */
  private static final double DECAY = 0.7;

  /** A temporary change is counted as one until a twentieth of it is left. */
  private static final int DECAYED = 9;

  Series() {
    super(
        "series",
        "A season, a trend and noise, with injected anomalies of five kinds",
        "random cut forest with shingles, against anomalies of known place and kind",
        COUNT,
        PERIOD,
        TREND,
        NOISE,
        ANOMALIES,
        KIND);
  }

  @Override
  Recipe recipe(Hyperparameters values, Draws draws) {
    long rows = values.get(COUNT);
    int period = values.getInt(PERIOD);
    int count = values.getInt(ANOMALIES);
    long slot = rows / (count + 1);
    if (count > 0 && slot < 2L * period) {
      throw unfit(
          "rows",
          rows,
          Text.format(
              "at least %,d, two seasons for each of %d anomalies and for the beginning,",
              2L * period * (count + 1), count));
    }
    List<Anomaly> anomalies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Kind kind =
          values.get(KIND).equals("all")
              ? Kind.values()[i % Kind.values().length]
              : Kind.valueOf(values.get(KIND).toUpperCase(Locale.ROOT));
      int length =
          switch (kind) {
            case ADDITIVE_OUTLIER -> 1;
            case TEMPORARY_CHANGE -> Math.min(DECAYED, period);
            case LEVEL_SHIFT, VARIANCE_CHANGE, SEASONAL_OUTLIER -> period;
          };
      double size =
          switch (kind) {
            case ADDITIVE_OUTLIER, TEMPORARY_CHANGE -> draws.sign() * draws.uniform(2.5, 4);
            case LEVEL_SHIFT -> draws.sign() * draws.uniform(1.5, 2.5);
            case VARIANCE_CHANGE -> draws.uniform(5, 8);
            case SEASONAL_OUTLIER -> 3 + draws.below(2);
          };
      // Somewhere in its slot, with half a season free before the next.
      long from = (i + 1) * slot + (long) (draws.uniform() * (slot - length - period / 2));
      anomalies.add(new Anomaly(kind, from, from + length, size));
    }
    return new Injected(
        rows, period, values.get(TREND), values.get(NOISE), slot, List.copyOf(anomalies));
  }

  /**
   * One anomaly.
   *
   * @param from its first point
   * @param to the point after its last
   * @param size how far the values move; for a change of variance, how many times the deviation;
   *     for a seasonal outlier, how many times the frequency
   */
  private record Anomaly(Kind kind, long from, long to, double size) {}

  private record Injected(
      long rows, int period, double trend, double noise, long slot, List<Anomaly> anomalies)
      implements Recipe {

    @Override
    public List<String> features() {
      return List.of("value");
    }

    @Override
    public Optional<String> label() {
      return Optional.of("anomaly");
    }

    @Override
    public float row(long row, Draws draws, float[] into, int at) {
      double angle = 2 * StrictMath.PI * (row % period) / period;
      double level = trend * row / rows;
      double error = noise * draws.gaussian();
      Anomaly anomaly = at(row);
      double value =
          switch (anomaly == null ? null : anomaly.kind()) {
            case null -> StrictMath.sin(angle) + error;
            case ADDITIVE_OUTLIER, LEVEL_SHIFT -> StrictMath.sin(angle) + anomaly.size() + error;
            case TEMPORARY_CHANGE ->
                StrictMath.sin(angle)
                    + anomaly.size() * StrictMath.pow(DECAY, row - anomaly.from())
                    + error;
            case VARIANCE_CHANGE -> StrictMath.sin(angle) + anomaly.size() * error;
            case SEASONAL_OUTLIER -> StrictMath.sin(anomaly.size() * angle) + error;
          };
      into[at] = (float) (level + value);
      return anomaly == null ? 0 : 1;
    }

    /** The anomaly that a point belongs to; null for none. */
    private Anomaly at(long row) {
      long index = row / slot - 1;
      if (index < 0 || index >= anomalies.size()) {
        return null;
      }
      Anomaly anomaly = anomalies.get((int) index);
      return row >= anomaly.from() && row < anomaly.to() ? anomaly : null;
    }

    @Override
    public Map<String, Object> truth() {
      List<Map<String, Object>> list = new ArrayList<>();
      for (Anomaly anomaly : anomalies) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("kind", anomaly.kind().text());
        one.put("from", anomaly.from());
        one.put("to", anomaly.to());
        one.put("size", anomaly.size());
        list.add(one);
      }
      Map<String, Object> truth = new LinkedHashMap<>();
      truth.put("period", period);
      truth.put("trend", trend);
      truth.put("noise", noise);
      truth.put("anomalies", list);
      return truth;
    }
  }
}
