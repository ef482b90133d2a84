package dev.orrery.report;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Kernels;
import dev.orrery.kmeans.KMeans;
import dev.orrery.kmeans.KMeansModel;
import dev.orrery.kmeans.KMeansState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * K-means trained for real on rows in memory, in one pass.
 *
 * @param model what came out
 * @param steps the moves it told
 * @param measured the values it told
 */
record TrainedRun(
    KMeansModel model, List<Event.AlgorithmStep> steps, List<Event.Measured> measured) {

  static TrainedRun of(DenseMatrix rows, Map<String, String> given, Kernels kernels) {
    List<Event> events = new ArrayList<>();
    EventListener listener =
        new EventListener() {
          @Override
          public void on(Event event) {
            events.add(event);
          }

          @Override
          public boolean wantsSteps() {
            return true;
          }
        };
    try (Parallel parallel = new Parallel(1)) {
      RunContext context =
          new RunContext(kernels, new RandomStreams(0), parallel, listener, new Cancellation());
      KMeans kmeans = new KMeans();
      Map<String, String> all = new HashMap<>(given);
      all.put("feature_dim", Integer.toString(rows.columns()));
      Hyperparameters values = kmeans.hyperparameters().validate(all);
      int size = Integer.parseInt(all.getOrDefault("mini_batch_size", "5000"));
      Batch batch = Batch.unlabelled(rows);
      KMeansState state =
          kmeans.initialize(values, batch.slice(0, Math.min(size, rows.rows())), context);
      for (int from = 0; from < rows.rows(); from += size) {
        kmeans.update(
            values, state, batch.slice(from, Math.min(rows.rows(), from + size)), context);
      }
      KMeansModel model = kmeans.finish(values, state, Optional.empty(), context);
      return new TrainedRun(
          model,
          events.stream()
              .filter(Event.AlgorithmStep.class::isInstance)
              .map(Event.AlgorithmStep.class::cast)
              .toList(),
          events.stream()
              .filter(Event.Measured.class::isInstance)
              .map(Event.Measured.class::cast)
              .toList());
    }
  }
}
