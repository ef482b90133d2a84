package dev.orrery.tuning.search;

import java.util.ArrayList;
import java.util.List;

/**
 * The brackets of Hyperband (Li, Jamieson, DeSalvo, Rostamizadeh and Talwalkar, "Hyperband: a novel
 * bandit-based approach to hyperparameter optimization", JMLR 18, 2018, algorithm 1). A bracket
 * begins with many settings at a small resource; at each rung the best third goes on with three
 * times the resource. The settings are independent draws.
 *
 * <p>Where the least resource is above 1 the brackets are those of the ratio of most and least
 * resource. Where fewer settings are asked for than the brackets take, the last bracket is made
 * smaller; where more, the brackets begin again.
 *
 * @param rungs in order, each with fewer settings than the one before
 */
public record Hyperband(List<Rung> rungs) {

  /** Of how many settings one goes on. */
  public static final int ETA = 3;

  /**
   * A stage of a bracket.
   *
   * @param settings how many of them are in it
   * @param resource to which each is trained, such as epochs, from the beginning
   */
  public record Rung(int settings, int resource) {}

  /** Keeps a copy. */
  public Hyperband {
    rungs = List.copyOf(rungs);
  }

  /** Settings that the bracket begins with. */
  public int settings() {
    return rungs.getFirst().settings();
  }

  /** Resource that the bracket takes when no training is begun again. */
  public long resource() {
    long total = 0;
    int before = 0;
    for (Rung rung : rungs) {
      total += (long) rung.settings() * (rung.resource() - before);
      before = rung.resource();
    }
    return total;
  }

  /**
   * The brackets of one whole turn, the most daring first.
   *
   * @param least resource before which nothing is stopped, at least 1
   * @param most resource at which everything is stopped, at least {@code least}
   */
  public static List<Hyperband> turn(int least, int most) {
    if (least < 1 || most < least) {
      throw new IllegalArgumentException("resources: " + least + " to " + most);
    }
    int greatest = 0;
    for (long r = (long) least * ETA; r <= most; r *= ETA) {
      greatest++;
    }
    List<Hyperband> brackets = new ArrayList<>();
    for (int s = greatest; s >= 0; s--) {
      int n = (int) Math.ceilDiv((greatest + 1L) * power(s), s + 1L);
      brackets.add(bracket(n, s, most));
    }
    return brackets;
  }

  /** Brackets for a number of settings, whole turns after each other and the last one cut. */
  public static List<Hyperband> forSettings(int settings, int least, int most) {
    List<Hyperband> brackets = new ArrayList<>();
    int left = settings;
    while (left > 0) {
      for (Hyperband bracket : turn(least, most)) {
        if (left > 0) {
          int n = Math.min(left, bracket.settings());
          brackets.add(bracket(n, bracket.rungs().size() - 1, most));
          left -= n;
        }
      }
    }
    return brackets;
  }

  private static Hyperband bracket(int n, int s, int most) {
    List<Rung> rungs = new ArrayList<>();
    for (int i = 0; i <= s; i++) {
      int resource = (int) Math.max(1, most / power(s - i));
      rungs.add(new Rung((int) Math.max(1, n / power(i)), resource));
    }
    return new Hyperband(rungs);
  }

  private static long power(int exponent) {
    long value = 1;
    for (int i = 0; i < exponent; i++) {
      value *= ETA;
    }
    return value;
  }
}
