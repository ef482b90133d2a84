package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.run.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A training that is made up of events, with rules that watch it. */
final class Play {

  final List<String> warnings = new ArrayList<>();
  final Cancellation cancellation = new Cancellation();
  final DebugRules rules;
  long nanos;
  private int epoch;

  /** A training of some passes. */
  Play(int passes, Long interval, List<String> command, Path folder, String... rules)
      throws IOException {
    this(passes, request(interval, command, rules), folder, List.of());
  }

  Play(int passes, DebugRequest request, Path folder, List<RuleEvaluation> earlier)
      throws IOException {
    this.rules = new DebugRules(request, folder, earlier, () -> nanos);
    this.rules.begin(
        event -> {
          if (event instanceof Event.Warning warning) {
            warnings.add(warning.message());
          }
        },
        cancellation,
        !earlier.isEmpty());
    this.rules.on(new Event.Started("linear-learner", Map.of(), passes, OptionalLong.empty()));
  }

  /** A training in which a pass is one mini-batch. */
  static Play of(String... rules) throws IOException {
    return new Play(1000, null, List.of(), Path.of("."), rules);
  }

  static DebugRequest request(Long interval, List<String> command, String... rules) {
    return new DebugRequest(
        Stream.of(rules).map(RuleConfiguration::parse).toList(),
        interval == null ? OptionalLong.empty() : OptionalLong.of(interval),
        false,
        command);
  }

  Play tensor(String name, TensorCollection collection, long step, float... values) {
    return matrix(name, collection, step, 1, values);
  }

  Play matrix(String name, TensorCollection collection, long step, int columns, float... values) {
    rules.on(new Event.Tensor(name, collection, false, step, columns, values));
    return this;
  }

  Play loss(long step, double loss) {
    return tensor("loss", TensorCollection.LOSSES, step, (float) loss);
  }

  Play validation(long step, double loss) {
    rules.on(
        new Event.Tensor(
            "validation_loss", TensorCollection.LOSSES, true, step, 1, new float[] {(float) loss}));
    return this;
  }

  Play rows(long step, float[] labels, float[] said) {
    tensor("labels", TensorCollection.LABELS, step, labels);
    return tensor("predictions", TensorCollection.PREDICTIONS, step, said);
  }

  Play batch(int host, int rows) {
    rules.on(new Event.BatchTrained(host, epoch, 0, rows, rows, 0));
    return this;
  }

  Play pass() {
    rules.on(new Event.EpochEnded(epoch++, 1, 1));
    return this;
  }

  /** A pass of one mini-batch with some weights. */
  Play weights(long step, float... values) {
    return tensor("weight", TensorCollection.WEIGHTS, step, values).batch(0, 1).pass();
  }

  /** Passes of one mini-batch each, with the losses of training alone. */
  Play losses(double... losses) {
    for (int step = 0; step < losses.length; step++) {
      loss(step, losses[step]).batch(0, 1).pass();
    }
    return this;
  }

  /** The step at which the only rule fired; -1 when it did not. */
  long firedAt() {
    RuleEvaluation only = rules.evaluations("Completed").getFirst();
    return only.step() == null ? -1 : only.step();
  }

  String status() {
    return rules.evaluations("Completed").getFirst().status();
  }
}
