package dev.orrery.linearlearner;

import dev.orrery.core.event.Drawing;
import dev.orrery.core.event.Event;
import dev.orrery.core.metric.BinaryConfusion;
import dev.orrery.core.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The moves of the linear learner, for the player. */
public sealed interface LinearLearnerStep extends Event.AlgorithmStep {

  /**
   * A pass has ended.
   *
   * @param epoch from 0
   * @param steps updates so far
   * @param d number of features
   * @param outputs outputs of a model
   * @param weights of all models, on scaled features, {@code (models outputs) x d}
   * @param bias of all models
   * @param losses of all models, of validation where there is one; NaN for one that failed
   * @param objectiveName what the losses are
   * @param best whether this is the best pass so far
   */
  record Epoch(
      int epoch,
      long steps,
      int d,
      int outputs,
      float[] weights,
      float[] bias,
      double[] losses,
      String objectiveName,
      boolean best)
      implements LinearLearnerStep {

    static Epoch of(int epoch, LinearLearnerState state, double[] losses, Loss loss, boolean best) {
      return new Epoch(
          epoch,
          state.steps,
          state.d,
          state.outputs,
          state.weights.clone(),
          state.bias.clone(),
          losses,
          loss.objectiveName(),
          best);
    }

    /** Index of the model of least loss. */
    public int leader() {
      int leader = 0;
      for (int m = 1; m < losses.length; m++) {
        if (losses[m] < losses[leader] || Double.isNaN(losses[leader])) {
          leader = m;
        }
      }
      return leader;
    }

    @Override
    public String title() {
      return "Pass " + epoch + ": all models after " + steps + " steps";
    }

    @Override
    public String why() {
      double most = Arrays.stream(losses).filter(Double::isFinite).max().orElse(Double.NaN);
      return Text.format(
          "Of %d models that took the same mini-batches, model %d is ahead with a %s of %.6g, and the"
              + " last has %.6g; the pass is %s.",
          losses.length,
          leader(),
          objectiveName,
          losses[leader()],
          most,
          best ? "the best so far, so its parameters are kept" : "no better than an earlier one");
    }

    /** The weights of every model by feature; the leader's apart. */
    @Override
    public Drawing drawing() {
      List<Drawing.Line> lines = new ArrayList<>();
      int leader = leader();
      for (int m = 0; m < losses.length; m++) {
        if (m != leader && Double.isFinite(losses[m])) {
          line(lines, "model", m);
        }
      }
      line(lines, "leader", leader);
      return new Drawing(List.of("Feature", "Weight (scaled)"), List.of(), lines, List.of());
    }

    private void line(List<Drawing.Line> lines, String role, int model) {
      for (int o = model * outputs; o < (model + 1) * outputs; o++) {
        List<float[]> path = new ArrayList<>();
        // A line of one point would not be seen.
        for (int j = 0; j < Math.max(2, d); j++) {
          path.add(new float[] {j, weights[o * d + Math.min(j, d - 1)]});
        }
        lines.add(new Drawing.Line(role, path));
      }
    }
  }

  /**
   * The threshold of the winner was searched.
   *
   * @param model its index
   * @param criterion what was to be great
   * @param channel of the calibration sample
   * @param curve thresholds of linear scores, each with the criterion's value there
   * @param threshold what was chosen
   * @param value of the criterion there
   * @param confusion what comes of it
   */
  record Threshold(
      int model,
      String criterion,
      String channel,
      List<float[]> curve,
      double threshold,
      double value,
      BinaryConfusion confusion)
      implements LinearLearnerStep {
    @Override
    public String title() {
      return "Search the threshold";
    }

    @Override
    public String why() {
      return Text.format(
          "Calling rows of the %s channel positive from the linear score %.4g on gives the greatest %s"
              + " of model %d, %.6g: %d positives found, %d missed, %d false alarms.",
          channel,
          threshold,
          criterion,
          model,
          value,
          confusion.truePositives(),
          confusion.falseNegatives(),
          confusion.falsePositives());
    }

    @Override
    public Drawing drawing() {
      List<Drawing.Line> lines =
          curve.size() < 2 ? List.of() : List.of(new Drawing.Line(criterion, curve));
      float[] place = {(float) threshold, (float) value};
      Drawing.Points chosen =
          new Drawing.Points("chosen threshold", List.of(place), new double[0], new int[0]);
      return new Drawing(List.of("Threshold", criterion), List.of(chosen), lines, List.of());
    }
  }

  /**
   * A model was chosen.
   *
   * @param account of all models
   */
  record Winner(Account account) implements LinearLearnerStep {
    @Override
    public String title() {
      return "Choose the model";
    }

    @Override
    public String why() {
      return account.why();
    }

    @Override
    public Drawing drawing() {
      List<float[]> others = new ArrayList<>();
      List<float[]> winner = new ArrayList<>();
      boolean byLoss = Double.isNaN(account.winner().value());
      for (ModelAccount model : account.models()) {
        double value =
            !byLoss
                ? model.value()
                : account.channel().isEmpty() ? model.trainLoss() : model.loss();
        if (Double.isFinite(value)) {
          float[] place = {model.index(), (float) value};
          (model.index() == account.best() ? winner : others).add(place);
        }
      }
      return new Drawing(
          List.of("Model", byLoss ? account.objectiveName() : account.criterion()),
          List.of(
              new Drawing.Points("model", others, new double[0], new int[0]),
              new Drawing.Points("winner", winner, new double[0], new int[0])),
          List.of(),
          List.of());
    }
  }

  /**
   * Whether the step of a pass is shown: all of the first thirty-two, then fewer and fewer, and
   * none where the weights of all models are many.
   */
  static boolean shown(int epoch, int values) {
    if (values > 1 << 18) {
      return false;
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(epoch);
    return bits <= 5 || Integer.numberOfTrailingZeros(epoch) >= bits - 4;
  }
}
