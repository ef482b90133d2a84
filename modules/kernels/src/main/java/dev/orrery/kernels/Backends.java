package dev.orrery.kernels;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
   * that was named is never replaced by another. Behind the name may stand a colon and a device, as
   * {@link Backend#on} takes it.
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
    int colon = name.indexOf(':');
    String plain = colon < 0 ? name : name.substring(0, colon);
    Backend named =
        backends.stream()
            .filter(backend -> backend.name().equals(plain))
            .findFirst()
            .orElseThrow(() -> missing(plain, backends));
    named
        .unavailable()
        .ifPresent(
            why -> {
              throw unavailable(plain, why);
            });
    return colon < 0 ? named : named.on(name.substring(colon + 1));
  }

  private static RuntimeException missing(String name, List<Backend> backends) {
    return OptionalBackend.named(name)
        .<RuntimeException>map(known -> unavailable(name, known.absence()))
        .orElseGet(
            () ->
                new IllegalArgumentException(
                    "there is no backend '" + name + "'; choose from " + names(backends)));
  }

  private static IllegalStateException unavailable(String name, String why) {
    return new IllegalStateException("the backend '" + name + "' is not available: " + why);
  }

  /** The names that can be chosen, those of modules that are not loaded included. */
  private static String names(List<Backend> backends) {
    return Stream.of(
            Stream.of(AUTO),
            backends.stream().map(Backend::name),
            Arrays.stream(OptionalBackend.values()).map(OptionalBackend::backendName))
        .flatMap(names -> names)
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
