package dev.orrery.report;

import dev.orrery.core.event.Drawing;
import dev.orrery.core.event.Event;
import java.util.ArrayList;
import java.util.List;

/** Steps of algorithms that nobody has written: all that a player may have to draw. */
final class SyntheticSteps {

  private final List<Event.AlgorithmStep> steps = new ArrayList<>();

  private SyntheticSteps() {}

  /**
   * A line that turns among the rows, a query that finds neighbours, a loss that falls on a plane
   * of its own, and cuts into cells on another.
   *
   * @param dim features of the rows
   */
  static List<Event.AlgorithmStep> all(int dim) {
    SyntheticSteps made = new SyntheticSteps();
    for (int i = 0; i < 6; i++) {
      made.boundary(i, dim);
    }
    for (int i = 1; i <= 5; i++) {
      made.neighbours(i, dim);
    }
    for (int i = 1; i <= 12; i++) {
      made.loss(i);
    }
    for (int i = 0; i <= 5; i++) {
      made.cuts(i);
    }
    return made.steps;
  }

  private void add(String title, String why, Drawing drawing) {
    steps.add(new SyntheticRun.Move(title, why, drawing));
  }

  private static float[] position(int dim, float x, float y) {
    float[] position = new float[dim];
    position[0] = x;
    position[dim - 1] = y;
    return position;
  }

  private void boundary(int i, int dim) {
    List<float[]> line = List.of(position(dim, i, 10), position(dim, 10 - i, 0));
    add(
        "Turn the boundary",
        "The loss fell from 0.7 to 0.6 along the gradient.",
        new Drawing(List.of(), List.of(), List.of(new Drawing.Line("boundary", line)), List.of()));
  }

  private void neighbours(int count, int dim) {
    List<float[]> found = new ArrayList<>();
    List<Drawing.Line> ways = new ArrayList<>();
    int[] labels = new int[count];
    float[] query = position(dim, 5, 5);
    for (int i = 0; i < count; i++) {
      labels[i] = i % 3;
      found.add(position(dim, 5 + (float) Math.cos(2 * i), 5 + (float) Math.sin(2 * i)));
      ways.add(new Drawing.Line("distance", List.of(query, found.get(i))));
    }
    add(
        "Neighbour " + count,
        "The next nearest row lies at distance 1.",
        new Drawing(
            List.of(),
            List.of(
                new Drawing.Points("query", List.of(query), new double[0], new int[0]),
                new Drawing.Points("neighbour", found, new double[0], labels)),
            ways,
            List.of()));
  }

  private void loss(int passes) {
    List<float[]> train = new ArrayList<>();
    List<float[]> validation = new ArrayList<>();
    for (int i = 0; i < passes; i++) {
      train.add(new float[] {i + 1, (float) Math.exp(-i / 4.0)});
      validation.add(new float[] {i + 1, (float) (0.2 + Math.exp(-i / 4.0) + 0.004 * i * i)});
    }
    add(
        "Pass " + passes,
        "The loss on validation is " + validation.getLast()[1] + ".",
        new Drawing(
            List.of("pass", "loss"),
            List.of(
                new Drawing.Points(
                    "now", List.of(validation.getLast()), new double[0], new int[0])),
            List.of(
                new Drawing.Line("training loss", train),
                new Drawing.Line("validation loss", validation)),
            List.of()));
  }

  private void cuts(int cuts) {
    List<Drawing.Region> cells = new ArrayList<>();
    List<Drawing.Line> lines = new ArrayList<>();
    float left = -200;
    for (int i = 0; i < cuts; i++) {
      float right = left + 60;
      cells.add(new Drawing.Region("cell", new float[] {left, 0}, new float[] {right, 0.001f}));
      lines.add(
          new Drawing.Line("cut", List.of(new float[] {right, 0}, new float[] {right, 0.001f})));
      left = right;
    }
    cells.add(
        new Drawing.Region(
            "open cell", new float[] {left, 0}, new float[] {Float.POSITIVE_INFINITY, 0.001f}));
    List<float[]> sample = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      sample.add(new float[] {-200 + 400 * (i * 7 % 300) / 300f, (i * 13 % 300) / 300_000f});
    }
    add(
        "Cut " + cuts,
        "The cut falls where the box is widest, at " + left + ".",
        new Drawing(
            List.of("dimension 3", "dimension 5"),
            List.of(
                new Drawing.Points("sample", sample, new double[0], new int[0]),
                new Drawing.Points(
                    "outlier", List.of(new float[] {250, 0.0008f}), new double[0], new int[0])),
            lines,
            cells));
  }
}
