package dev.orrery.training.rule;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.LongSupplier;

/**
 * The rules of a training as a listener of its events. Tensors that come with a mini-batch wait for
 * its end, so that those of the first of several hosts are told from the others', which are left
 * out; then they are saved as the plan says, and every rule looks at them once.
 */
public final class DebugRules implements EventListener, AutoCloseable {

  /** Most time that the program of the action {@code command} may take. */
  private static final long COMMAND_SECONDS = 60;

  private final DebugRequest request;
  private final Path folder;
  private final List<WatchedRule> rules = new ArrayList<>();
  private final Set<TensorCollection> wanted = EnumSet.noneOf(TensorCollection.class);
  private final List<Event.Tensor> waiting = new ArrayList<>();
  private final Map<String, Event.Tensor> ofPass = new LinkedHashMap<>();
  private EventListener audience = EventListener.none();
  private Cancellation cancellation = new Cancellation();
  private SavePlan plan = new SavePlan(1, OptionalLong.empty());
  private TensorFile file;
  private double passLoss;
  private long passRows;
  private long lastStep;
  private boolean begun;
  private final Queue<String> queued = new ArrayDeque<>();
  private final LongSupplier clock;
  private long lastTensor;
  private Timer watch;

  /**
   * The rules of a new training.
   *
   * @param folder the run's folder
   */
  public DebugRules(DebugRequest request, Path folder) {
    this(request, folder, List.of());
  }

  /**
   * The rules of a training that goes on.
   *
   * @param earlier what has become of them; those that have fired do not fire again
   */
  public DebugRules(DebugRequest request, Path folder, List<RuleEvaluation> earlier) {
    this(request, folder, earlier, System::nanoTime);
  }

  /**
   * The same by another clock, as tests want it.
   *
   * @param clock tells nanoseconds
   */
  DebugRules(DebugRequest request, Path folder, List<RuleEvaluation> earlier, LongSupplier clock) {
    this.request = request;
    this.folder = folder;
    this.clock = clock;
    for (RuleConfiguration configuration : request.configurations()) {
      WatchedRule rule = new WatchedRule(configuration, earlier);
      rules.add(rule);
      wanted.addAll(rule.collections());
    }
    if (savesTensors()) {
      wanted.addAll(TensorFile.COLLECTIONS);
    }
  }

  private boolean savesTensors() {
    return request.saveTensors()
        || request.configurations().stream()
            .anyMatch(rule -> rule.kind() == RuleKind.SIMILAR_ACROSS_RUNS);
  }

  /**
   * Training is about to begin.
   *
   * @param to who hears of what the rules find
   * @param stop takes the request of a rule to stop
   * @param again whether it goes on from before
   */
  public void begin(EventListener to, Cancellation stop, boolean again) throws IOException {
    audience = to;
    cancellation = stop;
    if (savesTensors()) {
      file = TensorFile.write(folder.resolve(TensorFile.NAME), again);
    }
    OptionalDouble patience =
        request.configurations().stream()
            .filter(rule -> rule.kind() == RuleKind.STALLED_TRAINING_RULE)
            .mapToDouble(rule -> rule.values().number("threshold"))
            .min();
    if (patience.isPresent()) {
      long milliseconds = Math.clamp((long) (250 * patience.getAsDouble()), 10, 1000);
      watch = new Timer("stalled-training", true);
      watch.schedule(
          new TimerTask() {
            @Override
            public void run() {
              tick();
            }
          },
          milliseconds,
          milliseconds);
    }
  }

  @Override
  public boolean wantsTensors(TensorCollection collection) {
    return wanted.contains(collection);
  }

  @Override
  public synchronized void on(Event event) {
    tellQueued();
    switch (event) {
      case Event.Started started -> {
        plan = new SavePlan(started.passes(), request.saveInterval());
        rules.forEach(rule -> rule.begin(plan));
        lastTensor = clock.getAsLong();
        begun = true;
      }
      case Event.Tensor tensor -> {
        if (!waiting.isEmpty() && waiting.getLast().step() < tensor.step()) {
          save(false);
        }
        waiting.add(tensor);
        lastTensor = clock.getAsLong();
      }
      case Event.BatchTrained batch -> {
        if (batch.host() == 0 && !waiting.isEmpty()) {
          batchEnded(batch.rows());
        }
        waiting.clear();
      }
      case Event.EpochEnded _ -> passEnded();
      case Event.Finished _ -> flush();
      default -> {}
    }
  }

  /** Looks at what is still waiting: the tensors of a mini-batch that made training fail. */
  public synchronized void flush() {
    tellQueued();
    if (begun && !waiting.isEmpty()) {
      save(false);
    }
  }

  private void batchEnded(int rows) {
    lastStep = Math.max(lastStep, waiting.getFirst().step());
    if (plan.byPass()) {
      count();
      for (Event.Tensor tensor : waiting) {
        if (tensor.collection() == TensorCollection.LOSSES) {
          passLoss += (double) rows * tensor.values()[0];
          passRows += rows;
        }
        ofPass.put(tensor.name(), tensor);
      }
    } else if (plan.saves(waiting.getFirst().step())) {
      count();
      save(false);
    }
  }

  /** Hands labels and predictions to the rules, which count them. */
  private void count() {
    for (Event.Tensor tensor : waiting) {
      if (isCounted(tensor)) {
        rules.forEach(rule -> rule.count(tensor));
      }
    }
  }

  private static boolean isCounted(Event.Tensor tensor) {
    return !TensorFile.COLLECTIONS.contains(tensor.collection());
  }

  /** The losses of validation are waiting; with them goes what the pass has come to. */
  private void passEnded() {
    List<Event.Tensor> pass = new ArrayList<>();
    for (Event.Tensor tensor : ofPass.values()) {
      boolean mean = tensor.collection() == TensorCollection.LOSSES;
      pass.add(mean ? meanOfPass(tensor) : tensor);
    }
    waiting.addAll(0, pass);
    ofPass.clear();
    passLoss = 0;
    passRows = 0;
    save(true);
  }

  private Event.Tensor meanOfPass(Event.Tensor last) {
    return new Event.Tensor(
        last.name(),
        last.collection(),
        false,
        last.step(),
        1,
        new float[] {(float) (passLoss / passRows)});
  }

  /** Saves what is waiting as one step, and lets every rule look at it. */
  private void save(boolean passEnded) {
    List<Event.Tensor> tensors = new ArrayList<>(waiting);
    waiting.clear();
    tensors.removeIf(DebugRules::isCounted);
    for (Event.Tensor tensor : tensors) {
      lastStep = Math.max(lastStep, tensor.step());
    }
    SavedStep saved = new SavedStep(lastStep, passEnded, tensors);
    keep(saved);
    for (WatchedRule rule : rules) {
      rule.look(saved).ifPresent(found -> fire(rule, found, true));
    }
  }

  private void keep(SavedStep saved) {
    if (file == null) {
      return;
    }
    try {
      for (Event.Tensor tensor : saved.tensors()) {
        if (!file.add(tensor, saved.step())) {
          audience.on(
              new Event.Warning(
                  Text.format(
                      "The tensors of the run are saved up to step %d alone, since %s takes %d MiB at most",
                      saved.step(), TensorFile.NAME, TensorFile.MOST_BYTES >> 20)));
          close();
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Does what the rule asks for.
   *
   * @param now whether this is the thread that tells of events
   */
  private void fire(WatchedRule rule, Finding found, boolean now) {
    RuleConfiguration configuration = rule.configuration();
    queued.add(rule.details());
    if (configuration.action() == RuleAction.STOP) {
      cancellation.request(
          Text.format("the rule %s at step %d", configuration.kind().text(), found.step()));
    }
    if (configuration.action() == RuleAction.COMMAND) {
      RuleCommand.run(
              request.command(), configuration.kind().text(), found.step(), folder, COMMAND_SECONDS)
          .ifPresent(queued::add);
    }
    if (now) {
      tellQueued();
    }
  }

  /** Warnings are told by the thread that tells of events, whoever has found them. */
  private void tellQueued() {
    while (!queued.isEmpty()) {
      audience.on(new Event.Warning(queued.poll()));
    }
  }

  /** Asks the rules that wait for something whether they have waited long enough. */
  synchronized void tick() {
    if (begun) {
      for (WatchedRule rule : rules) {
        rule.idle(clock.getAsLong() - lastTensor).ifPresent(found -> fire(rule, found, false));
      }
    }
  }

  /**
   * What has become of every rule.
   *
   * @param training the status of the training that they watch
   */
  public synchronized List<RuleEvaluation> evaluations(String training) {
    return rules.stream().map(rule -> rule.evaluation(training)).toList();
  }

  /** What was asked for. */
  public DebugRequest request() {
    return request;
  }

  /** Ends watching and saving. */
  @Override
  public void close() throws IOException {
    if (watch != null) {
      watch.cancel();
      watch = null;
    }
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
