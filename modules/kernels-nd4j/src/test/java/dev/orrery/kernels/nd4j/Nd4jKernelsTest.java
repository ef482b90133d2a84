package dev.orrery.kernels.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Held;
import dev.orrery.kernels.KernelAccount;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.KernelsContract;
import dev.orrery.kernels.Packed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Nd4jKernelsTest extends KernelsContract {

  @Override
  protected Backend backend() {
    return new Nd4jBackend();
  }

  @Test
  void theChoiceOfBackendsFindsItAndAutoPassesItBy() {
    assertThat(Backends.select("nd4j").device()).startsWith("CPU, ").endsWith("through ND4J");
    assertThat(Backends.select("auto").name()).isEqualTo("simd");
  }

  @Test
  void aHeldArrayIsSentOnce() {
    Kernels nd4j = new Nd4jBackend().kernels();
    float[] x = new float[600];
    Arrays.setAll(new double[600], i -> x[i] = i % 7);
    Packed right = nd4j.pack(x, 0, 10, 6);
    float[] free = new float[100];
    float[] held = new float[100];
    nd4j.multiplyTransposed(x, 60, 10, right, free, 0);
    long before = account(nd4j).bytesToDevice();
    try (Held kept = nd4j.hold(x)) {
      assertThat(kept).isNotNull();
      assertThat(account(nd4j).bytesToDevice()).isEqualTo(before + 2400);
      nd4j.multiplyTransposed(x, 60, 10, right, held, 0);
      nd4j.multiplyTransposed(x, 60, 10, right, held, 0);
      assertThat(account(nd4j).bytesToDevice()).isEqualTo(before + 2400);
    }
    assertThat(held).isEqualTo(free);
    nd4j.multiplyTransposed(x, 60, 10, right, held, 0);
    assertThat(account(nd4j).bytesToDevice()).isEqualTo(before + 2400 + 240);
    assertThat(account(nd4j).launches()).isEqualTo(4);
  }

  private static KernelAccount.Summary account(Kernels kernels) {
    return kernels.account().orElseThrow().summary();
  }
}
