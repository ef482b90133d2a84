package dev.orrery.core.algorithm;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The algorithms on the class path. */
public final class Algorithms {

  private Algorithms() {}

  /** All of them, by name. */
  @SuppressWarnings("rawtypes") // a service can only be named by its raw class
  public static List<Algorithm<?, ?>> all() {
    return ServiceLoader.load(Algorithm.class, Algorithms.class.getClassLoader()).stream()
        .<Algorithm<?, ?>>map(provider -> provider.get())
        .sorted(Comparator.comparing(algorithm -> algorithm.description().name()))
        .collect(Collectors.toUnmodifiableList());
  }

  /**
   * The one of a name or an alias, in large or small letters.
   *
   * @throws CustomerError when there is none, naming those there are
   */
  public static Algorithm<?, ?> find(String name) {
    List<Algorithm<?, ?>> all = all();
    for (Algorithm<?, ?> algorithm : all) {
      Description description = algorithm.description();
      if (description.name().equalsIgnoreCase(name)
          || description.aliases().stream().anyMatch(name::equalsIgnoreCase)) {
        return algorithm;
      }
    }
    String names = all.stream().map(a -> a.description().name()).collect(Collectors.joining(", "));
    String nearest =
        all.stream()
            .map(a -> a.description().name())
            .min(Comparator.comparingInt(n -> EditDistance.of(n, name)))
            .filter(n -> EditDistance.of(n, name) <= Math.min(3, n.length() / 3))
            .map(n -> " Did you mean '" + n + "'?")
            .orElse("");
    throw new CustomerError(
        "There is no algorithm '" + name + "'; there are: " + names + "." + nearest, name);
  }
}
