package dev.orrery.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OperationTest {

  @Test
  void everyKernelHasAnOperationAndBack() {
    Set<String> administration = Set.of("name", "account", "hold", "close");
    Set<String> variants = Set.of("topKWithin", "topKInnerProductWithin", "excessAlong");
    Set<String> kernels =
        Arrays.stream(Kernels.class.getDeclaredMethods())
            .filter(method -> !method.isSynthetic())
            .map(Method::getName)
            .filter(name -> !administration.contains(name) && !variants.contains(name))
            .collect(Collectors.toSet());
    assertThat(Arrays.stream(Operation.values()).map(Operation::method))
        .containsExactlyInAnyOrderElementsOf(kernels);
    for (Operation operation : Operation.values()) {
      assertThat(Operation.ofMethod(operation.method())).isEqualTo(operation);
    }
  }
}
