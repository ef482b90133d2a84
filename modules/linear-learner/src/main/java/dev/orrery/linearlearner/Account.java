package dev.orrery.linearlearner;

import dev.orrery.core.text.Text;
import java.util.List;

/**
 * The parallel models of a training, and which won.
 *
 * @param criterion what they were chosen by
 * @param channel where: {@code validation} or {@code train}; empty when there was no such data
 * @param rows of the calibration sample
 * @param objectiveName the loss's name in the log
 * @param epoch the pass whose parameters were kept, from 0
 * @param best index of the winner
 * @param optimum least training loss of any linear model on the sample of the scaler; NaN when it
 *     was not computed
 * @param models one per model, in order
 */
public record Account(
    String criterion,
    String channel,
    long rows,
    String objectiveName,
    int epoch,
    int best,
    double optimum,
    List<ModelAccount> models) {

  /** Keeps a copy. */
  public Account {
    models = List.copyOf(models);
  }

  /** The model that won. */
  public ModelAccount winner() {
    return models.get(best);
  }

  /** Why it won, in one sentence. */
  public String why() {
    ModelAccount w = winner();
    String settings =
        Text.format(
                "learning rate %s, wd %s, bias_lr_mult %s",
                w.settings().learningRate(), w.settings().wd(), w.settings().biasLrMult())
            + (w.settings().solved() ? ", begun at the optimum of the sample" : "");
    if (channel.isEmpty()) {
      return Text.format("Model %d (%s) has the least training loss.", best, settings);
    }
    String where = Text.format(" on %,d rows of the %s channel", rows, channel);
    if (Double.isNaN(w.value())) {
      return Text.format(
          "Model %d (%s) has the least loss of %d models, %.6g,%s.",
          best, settings, models.size(), w.loss(), where);
    }
    if (!w.allowed()) {
      return Text.format(
          "Model %d (%s) comes nearest of %d models to the target of %s, which none of them meets,%s;"
              + " its threshold is %.6g.",
          best, settings, models.size(), criterion, where, w.threshold());
    }
    double greatest =
        models.stream()
            .filter(m -> m.failedAt() == 0 && m.allowed())
            .mapToDouble(ModelAccount::value)
            .filter(Double::isFinite)
            .max()
            .orElse(w.value());
    if (w.value() < greatest) {
      return Text.format(
          "Model %d (%s) has the least loss, %.6g, of those among %d models whose %s is within one"
              + " standard error of the greatest, %.6g; its own is %.6g with the threshold %.6g,%s.",
          best,
          settings,
          w.loss(),
          models.size(),
          criterion,
          greatest,
          w.value(),
          w.threshold(),
          where);
    }
    long equal = models.stream().filter(m -> m.value() == w.value()).count();
    return Text.format(
        "Model %d (%s) has the greatest %s of %d models, %.6g with the threshold %.6g,%s%s.",
        best,
        settings,
        criterion,
        models.size(),
        w.value(),
        w.threshold(),
        where,
        equal > 1 ? "; of " + equal + " equal ones it has the least loss" : "");
  }
}
