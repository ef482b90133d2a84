package dev.orrery.pca;

import dev.orrery.core.event.Drawing;
import dev.orrery.core.event.Event;
import dev.orrery.core.text.Text;
import java.util.ArrayList;
import java.util.List;

/** The moves of PCA, for the player; drawn in the space of the features. */
public sealed interface PcaStep extends Event.AlgorithmStep {

  /**
   * The mean and the two leading components as the rows so far have them.
   *
   * @param mean d values
   * @param axes {@code 0, 1 or 2 x d}: unit vectors, the greatest variance first
   * @param deviations standard deviation along each
   * @param share share of the variance along both
   */
  record Picture(float[] mean, float[] axes, double[] deviations, double share) {

    private static final int CORNERS = 32;

    static Picture of(Components found, int axes) {
      int d = found.mean().length;
      float[] mean = new float[d];
      float[] directions = new float[axes * d];
      double[] deviations = new double[axes];
      for (int j = 0; j < d; j++) {
        mean[j] = (float) found.mean()[j];
      }
      double kept = 0;
      for (int i = 0; i < axes; i++) {
        kept += found.scatters()[i];
        deviations[i] = Math.sqrt(found.scatters()[i] / Math.max(1, found.rows()));
        for (int j = 0; j < d; j++) {
          directions[i * d + j] = (float) found.vectors()[i * d + j];
        }
      }
      return new Picture(
          mean, directions, deviations, found.total() > 0 ? kept / found.total() : 0);
    }

    /** Degrees between the first axes of two pictures, 0 to 90. */
    double turnedFrom(Picture before) {
      double along = 0;
      double a = 0;
      double b = 0;
      for (int j = 0; j < mean.length; j++) {
        along += (double) axes[j] * before.axes[j];
        a += (double) axes[j] * axes[j];
        b += (double) before.axes[j] * before.axes[j];
      }
      return Math.toDegrees(Math.acos(Math.min(1, Math.abs(along) / Math.sqrt(a * b))));
    }

    double movedFrom(Picture before) {
      double sum = 0;
      for (int j = 0; j < mean.length; j++) {
        sum += Math.pow(mean[j] - before.mean[j], 2);
      }
      return Math.sqrt(sum);
    }

    /** The mean, the axes to two standard deviations, and the ellipse around them. */
    Drawing drawing() {
      List<Drawing.Line> lines = new ArrayList<>();
      for (int i = 0; i < deviations.length; i++) {
        double reach = 2 * deviations[i];
        lines.add(
            new Drawing.Line(
                "component " + (i + 1),
                List.of(
                    at(i == 0 ? -reach : 0, i == 0 ? 0 : -reach),
                    at(i == 0 ? reach : 0, i == 0 ? 0 : reach))));
      }
      if (deviations.length == 2) {
        List<float[]> ellipse = new ArrayList<>();
        for (int c = 0; c <= CORNERS; c++) {
          double angle = 2 * Math.PI * c / CORNERS;
          ellipse.add(at(2 * deviations[0] * Math.cos(angle), 2 * deviations[1] * Math.sin(angle)));
        }
        lines.add(new Drawing.Line("two standard deviations", ellipse));
      }
      return new Drawing(
          List.of(),
          List.of(new Drawing.Points("mean", List.of(mean), new double[0], new int[0])),
          lines,
          List.of());
    }

    private float[] at(double first, double second) {
      int d = mean.length;
      float[] position = mean.clone();
      for (int j = 0; j < d; j++) {
        position[j] += (float) (first * axes[j]);
        if (second != 0) {
          position[j] += (float) (second * axes[d + j]);
        }
      }
      return position;
    }
  }

  /**
   * Rows moved the mean and turned the components.
   *
   * @param rows rows so far
   * @param before the picture before, or null for the first
   * @param after the picture with them
   * @param sketched whether the components come from a sketch
   */
  record RowsTaken(long rows, Picture before, Picture after, boolean sketched) implements PcaStep {
    @Override
    public String title() {
      return rows + " rows";
    }

    @Override
    public String why() {
      String from = sketched ? "the sketch" : "sums of the rows and of their products";
      if (before == null) {
        return say(
            "From %s of the first %d rows come a mean and directions; along the first the standard"
                + " deviation is %.4g.",
            from, rows, after.deviations[0]);
      }
      return say(
          "With %d rows in %s the mean moved by %.4g and the first component turned by %.2f degrees;"
              + " %s.",
          rows,
          from,
          after.movedFrom(before),
          after.turnedFrom(before),
          sketched
              ? "a few random combinations of the rows tell directions of like variance apart only"
                  + " roughly"
              : "the more rows there are, the less the next ones change");
    }

    @Override
    public Drawing drawing() {
      return after.drawing();
    }
  }

  /**
   * A pass over the data turned the range finder's subspace.
   *
   * @param pass from 1
   * @param before the picture after the pass before, or null
   * @param after what the best directions in the subspace are now
   * @param kept share of the variance in the whole subspace
   * @param width directions of the subspace
   */
  record SubspaceTurned(int pass, Picture before, Picture after, double kept, int width)
      implements PcaStep {
    @Override
    public String title() {
      return "Pass " + pass + " of the range finder";
    }

    @Override
    public String why() {
      String turned =
          before == null
              ? "The subspace began at random"
              : say("The first direction turned by %.3f degrees", after.turnedFrom(before));
      return say(
          "%s; a product with the scatter matrix stretches every direction by its variance, and the"
              + " %d directions now keep %.4f of all variance.",
          turned, width, kept);
    }

    @Override
    public Drawing drawing() {
      return after.drawing();
    }
  }

  /**
   * The components of the model.
   *
   * @param picture mean and leading components
   * @param components how many there are
   * @param first share of the first component
   * @param kept share of all of them
   * @param sketched whether these shares are those of a sketch
   */
  record ComponentsFound(
      Picture picture, int components, double first, double kept, boolean sketched)
      implements PcaStep {
    @Override
    public String title() {
      return "The components";
    }

    @Override
    public String why() {
      if (sketched) {
        return say(
            "The right singular vectors of the sketch are the components; by its own values, which"
                + " overrate them, the first keeps %.4f of the variance, %d keep %.4f.",
            first, components, kept);
      }
      return say(
          "The eigenvectors of the scatter matrix are the directions of greatest variance, each at a"
              + " right angle to those before: the first keeps %.4f of it, %d keep %.4f.",
          first, components, kept);
    }

    @Override
    public Drawing drawing() {
      return picture.drawing();
    }
  }

  private static String say(String format, Object... arguments) {
    return Text.format(format, arguments);
  }
}
