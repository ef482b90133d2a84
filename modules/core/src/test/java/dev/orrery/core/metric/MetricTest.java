package dev.orrery.core.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricTest {

  @Test
  void extensionsAreToldApartByTheirKey() {
    assertThat(Metric.loss("test", "msd", 1).key()).isEqualTo("test:msd");
    assertThat(Metric.loss("train", "msd", 1).asExtension().key()).isEqualTo("orrery:train_msd");
  }

  @Test
  void theLogMayCallItOtherwise() {
    Metric metric = Metric.loss("test", "objective_loss", 1).inLogAs("mse_objective");
    assertThat(metric.key()).isEqualTo("test:objective_loss");
    assertThat(metric.logName()).isEqualTo("mse_objective");
    assertThat(metric.asExtension().logName()).isEqualTo("mse_objective");
  }
}
