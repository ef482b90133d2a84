package dev.orrery.tuning.search;

import dev.orrery.core.run.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Bayesian optimisation (Jones, Schonlau and Welch, "Efficient global optimization of expensive
 * black-box functions", 1998; Snoek, Larochelle and Adams, NeurIPS 2012): a Gaussian process is
 * fitted to what has come out, and the setting is proposed of which most improvement is expected. A
 * few settings are spread over the space first. What is pending counts as if it had come out as
 * expected. Settings that failed count as the worst that came out.
 */
public final class BayesianStrategy implements Strategy {

  /** Above this many observations the best and the latest of them are looked at. */
  static final int MOST_POINTS = 150;

  /** Settings of earlier searches that are tried again first. */
  private static final int FROM_EARLIER = 3;

  private static final int LEAST_DESIGNED = 3;
  private static final int MOST_DESIGNED = 8;
  private static final int NEAREST = 3;
  private static final int MANY_POINTS = 60;

  private final SearchSpace space;
  private final RandomStreams random;
  private final List<Earlier> earlier;
  private final double[][] design;

  /**
   * A search that has been made before, over the same space.
   *
   * @param observations what came out
   * @param same whether it was of the same function; otherwise its losses are standardised by
   *     themselves, and the process learns from a coordinate of its own how alike they are
   */
  public record Earlier(List<Observation> observations, boolean same) {}

  /** A search over a space. */
  public BayesianStrategy(SearchSpace space, long seed) {
    this(space, seed, List.of());
  }

  /** A search over a space that learns from earlier ones. */
  public BayesianStrategy(SearchSpace space, long seed, List<Earlier> earlier) {
    this.space = space;
    this.random = new RandomStreams(seed);
    this.earlier = List.copyOf(earlier);
    int d = space.parameters().size();
    int first = Math.clamp(d + 1, LEAST_DESIGNED, MOST_DESIGNED);
    double[][] spread = Design.of(first, d, random.stream("tuning.bayesian.design"));
    double[][] known = bestOfEarlier();
    this.design = known.length > 0 ? known : spread;
  }

  /** The best settings of the earlier searches, the best of each first. */
  private double[][] bestOfEarlier() {
    Set<Map<String, String>> best = new LinkedHashSet<>();
    for (int rank = 0; rank < FROM_EARLIER; rank++) {
      for (Earlier search : earlier) {
        search.observations().stream()
            .filter(seen -> Double.isFinite(seen.loss()))
            .sorted(Comparator.comparingDouble(Observation::loss))
            .skip(rank)
            .limit(search.same() ? 0 : 1)
            .forEach(seen -> best.add(seen.setting()));
      }
    }
    return best.stream().limit(FROM_EARLIER).map(space::position).toArray(double[][]::new);
  }

  @Override
  public Optional<Map<String, String>> propose(
      List<Observation> history, List<Map<String, String>> pending) {
    int number = history.size() + pending.size();
    Set<Map<String, String>> tried = new HashSet<>(pending);
    history.forEach(seen -> tried.add(seen.setting()));
    if (tried.size() >= space.count()) {
      return Optional.empty();
    }
    List<Observation> own = new ArrayList<>(history);
    for (Earlier search : earlier) {
      if (search.same()) {
        own.addAll(0, search.observations());
        search.observations().forEach(seen -> tried.add(seen.setting()));
      }
    }
    if (tried.size() >= space.count()) {
      return Optional.empty();
    }
    RandomGenerator generator = random.stream("tuning.bayesian", number);
    Knowledge knowledge = knowledge(own);
    boolean informed = own.size() > history.size() && knowledge.size() >= design.length;
    if (number < design.length && !informed) {
      return Optional.of(fresh(space.at(design[number]), tried, generator));
    }
    if (knowledge.size() < 2) {
      return Optional.of(fresh(space.draw(generator), tried, generator));
    }
    return Optional.of(mostPromising(knowledge, own, pending, tried, generator));
  }

  /**
   * What the process is fitted to.
   *
   * @param points coordinates: those of the setting, then one per earlier search of another
   *     function
   * @param values standardised losses
   */
  private record Knowledge(List<double[]> points, List<Double> values) {
    int size() {
      return points.size();
    }

    void add(double[] point, double value) {
      points.add(point);
      values.add(value);
    }

    double[][] pointArray() {
      return points.toArray(double[][]::new);
    }

    double[] valueArray() {
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  private Knowledge knowledge(List<Observation> own) {
    Knowledge knowledge = new Knowledge(new ArrayList<>(), new ArrayList<>());
    int other = 0;
    for (Earlier search : earlier) {
      if (!search.same()) {
        add(known(search.observations()), ++other, knowledge);
      }
    }
    add(known(own), 0, knowledge);
    return knowledge;
  }

  private void add(List<Observation> observations, int search, Knowledge knowledge) {
    if (observations.isEmpty()) {
      return;
    }
    double[] values =
        OutputScale.of(observations.stream().mapToDouble(Observation::loss).toArray());
    for (int i = 0; i < values.length; i++) {
      double[] point = placed(space.encode(observations.get(i).setting()));
      if (search > 0) {
        point[space.dimensions() + search - 1] = 1;
      }
      knowledge.add(point, values[i]);
    }
  }

  /** Coordinates of a setting in this search, with those that tell the searches apart. */
  private double[] placed(double[] encoded) {
    int others = (int) earlier.stream().filter(search -> !search.same()).count();
    return Arrays.copyOf(encoded, encoded.length + others);
  }

  private Map<String, String> mostPromising(
      Knowledge knowledge,
      List<Observation> own,
      List<Map<String, String>> pending,
      Set<Map<String, String>> tried,
      RandomGenerator generator) {
    Matern kernel =
        new Evidence(knowledge.pointArray(), knowledge.valueArray())
            .mostLikely(knowledge.size() > MANY_POINTS ? 2 : 4, generator);
    GaussianProcess process =
        new GaussianProcess(knowledge.pointArray(), knowledge.valueArray(), kernel);
    double best =
        knowledge.points().stream()
            .mapToDouble(p -> process.at(placed(Arrays.copyOf(p, space.dimensions()))).mean())
            .min()
            .orElseThrow();
    GaussianProcess believing = process;
    for (Map<String, String> setting : pending) {
      double[] point = placed(space.encode(setting));
      double believed = believing.at(point).mean();
      best = Math.min(best, believed);
      knowledge.add(point, believed);
      believing = new GaussianProcess(knowledge.pointArray(), knowledge.valueArray(), kernel);
    }
    List<double[]> near =
        known(own).stream()
            .sorted(Comparator.comparingDouble(Observation::loss))
            .limit(NEAREST)
            .map(seen -> space.position(seen.setting()))
            .toList();
    GaussianProcess last = believing;
    Acquisition acquisition =
        new Acquisition(space, point -> last.at(placed(space.encodeAt(point))), best, generator);
    for (Acquisition.Candidate candidate : acquisition.candidates(near)) {
      Map<String, String> setting = space.at(candidate.point());
      if (!tried.contains(setting)) {
        return setting;
      }
    }
    return fresh(space.draw(generator), tried, generator);
  }

  /** What there is to learn from: failures as the worst; the best and the latest of very many. */
  private static List<Observation> known(List<Observation> history) {
    double worst =
        history.stream()
            .mapToDouble(Observation::loss)
            .filter(Double::isFinite)
            .max()
            .orElse(Double.NaN);
    if (Double.isNaN(worst)) {
      return List.of();
    }
    List<Observation> all = new ArrayList<>();
    for (Observation seen : history) {
      all.add(Double.isFinite(seen.loss()) ? seen : new Observation(seen.setting(), worst));
    }
    if (all.size() <= MOST_POINTS) {
      return all;
    }
    List<Observation> latest = all.subList(all.size() - MOST_POINTS / 2, all.size());
    List<Observation> kept = new ArrayList<>(all.subList(0, all.size() - MOST_POINTS / 2));
    kept.sort(Comparator.comparingDouble(Observation::loss));
    List<Observation> chosen = new ArrayList<>(kept.subList(0, MOST_POINTS - latest.size()));
    chosen.addAll(latest);
    return chosen;
  }

  /** The setting, or one that was not tried. */
  private Map<String, String> fresh(
      Map<String, String> setting, Set<Map<String, String>> tried, RandomGenerator generator) {
    Map<String, String> fresh = setting;
    while (tried.contains(fresh)) {
      fresh = space.draw(generator);
    }
    return fresh;
  }
}
