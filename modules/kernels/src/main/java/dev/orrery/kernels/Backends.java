package dev.orrery.kernels;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The backends on the class path, and the choice among them. */
public final class Backends {

  /** The name that asks for the fastest backend available. */
  public static final String AUTO = "auto";

  private Backends() {}

  /** All backends, available or not, the highest rank first. */
  public static List<Backend> all() {
    return ServiceLoader.load(Backend.class, Backends.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparingInt(Backend::rank).reversed().thenComparing(Backend::name))
        .toList();
  }

  /**
   * The backend of a name, or for {@code auto} the available one of the highest rank. A backend
   * that was named is never replaced by another.
   *
   * @throws IllegalArgumentException when no backend has that name
   * @throws IllegalStateException when the backend cannot work here; the message says why and what
   *     would mend it
   */
  public static Backend select(String name) {
    return select(name, all());
  }

  static Backend select(String name, List<Backend> backends) {
    if (name.equals(AUTO)) {
      return backends.stream()
          .filter(backend -> backend.rank() >= 0 && backend.unavailable().isEmpty())
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no backend is available"));
    }
    Backend named =
        backends.stream()
            .filter(backend -> backend.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no backend '"
                            + name
                            + "'; choose from auto, "
                            + names(backends)));
    named
        .unavailable()
        .ifPresent(
            why -> {
              throw new IllegalStateException(
                  "the backend '" + name + "' is not available: " + why);
            });
    return named;
  }

  private static String names(List<Backend> backends) {
    return backends.stream().map(Backend::name).collect(Collectors.joining(", "));
  }
}
