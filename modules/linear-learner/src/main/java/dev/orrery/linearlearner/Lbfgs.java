package dev.orrery.linearlearner;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth function by the limited-memory BFGS method (Liu and Nocedal, "On the Limited
 * Memory BFGS Method for Large Scale Optimization", Mathematical Programming 45, 1989) with a
 * backtracking line search.
 */
final class Lbfgs {

  /** A function of some variables. */
  @FunctionalInterface
  interface Function {
    /** Its value at {@code x}; its gradient goes into {@code gradient}. */
    double at(double[] x, double[] gradient);
  }

  private record Pair(double[] step, double[] change, double product) {}

  private static final int MEMORY = 10;
  private static final double SUFFICIENT = 1e-4;

  /** A value that losses of 0 or more need not fall below: separable classes have no optimum. */
  private static final double NOTHING = 1e-9;

  private Lbfgs() {}

  /**
   * The least value found; {@code x} is moved there.
   *
   * @param iterations at most
   * @param tolerance relative decrease, over ten iterations, below which it ends; the function is 0
   *     or more
   */
  static double minimise(Function function, double[] x, int iterations, double tolerance) {
    double[] gradient = new double[x.length];
    double value = function.at(x, gradient);
    double tenBefore = Double.POSITIVE_INFINITY;
    Deque<Pair> pairs = new ArrayDeque<>();
    double[] next = new double[x.length];
    double[] nextGradient = new double[x.length];
    for (int i = 0; i < iterations; i++) {
      if (i % 10 == 0) {
        if (value < NOTHING || tenBefore - value <= tolerance * value) {
          break;
        }
        tenBefore = value;
      }
      double[] direction = direction(gradient, pairs);
      double slope = dot(direction, gradient);
      double length = i == 0 ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
      double nextValue = Double.POSITIVE_INFINITY;
      for (int halvings = 0; halvings < 40; halvings++, length /= 2) {
        for (int j = 0; j < x.length; j++) {
          next[j] = x[j] + length * direction[j];
        }
        nextValue = function.at(next, nextGradient);
        if (nextValue <= value + SUFFICIENT * length * slope) {
          break;
        }
      }
      if (!(nextValue < value)) {
        break;
      }
      double[] step = new double[x.length];
      double[] change = new double[x.length];
      for (int j = 0; j < x.length; j++) {
        step[j] = next[j] - x[j];
        change[j] = nextGradient[j] - gradient[j];
      }
      double product = dot(step, change);
      if (product > 1e-12 * Math.sqrt(dot(step, step) * dot(change, change))) {
        pairs.addLast(new Pair(step, change, product));
        if (pairs.size() > MEMORY) {
          pairs.removeFirst();
        }
      }
      System.arraycopy(next, 0, x, 0, x.length);
      System.arraycopy(nextGradient, 0, gradient, 0, x.length);
      value = nextValue;
    }
    return value;
  }

  /** Minus the gradient times the approximate inverse of the second derivatives. */
  private static double[] direction(double[] gradient, Deque<Pair> pairs) {
    double[] q = gradient.clone();
    double[] alpha = new double[pairs.size()];
    int i = pairs.size();
    for (Iterator<Pair> it = pairs.descendingIterator(); it.hasNext(); ) {
      Pair pair = it.next();
      alpha[--i] = dot(pair.step, q) / pair.product;
      add(q, -alpha[i], pair.change);
    }
    if (!pairs.isEmpty()) {
      Pair last = pairs.getLast();
      double scale = last.product / dot(last.change, last.change);
      for (int j = 0; j < q.length; j++) {
        q[j] *= scale;
      }
    }
    i = 0;
    for (Pair pair : pairs) {
      add(q, alpha[i++] - dot(pair.change, q) / pair.product, pair.step);
    }
    for (int j = 0; j < q.length; j++) {
      q[j] = -q[j];
    }
    return q;
  }

  private static void add(double[] to, double factor, double[] x) {
    for (int j = 0; j < to.length; j++) {
      to[j] += factor * x[j];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
