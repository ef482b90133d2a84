package dev.orrery.factorizationmachines;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import org.junit.jupiter.api.Test;

class WorkspaceTest {

  @Test
  void sumsThatNoArrayHoldsAreToldInASentence() {
    assertThatThrownBy(() -> new Workspace(1).reserve(1 << 20, 1, 1, 1 << 12))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "A mini-batch of 1048576 rows needs 4096 sums of factors for each, more than one array"
                + " of Java holds; lower mini_batch_size or num_factors");
  }
}
