package dev.orrery.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackendsTest {

  @Test
  void allAreFoundHighestRankFirst() {
    assertThat(Backends.all())
        .extracting(Backend::name)
        .containsExactly("simd", "scalar", "textbook");
    assertThat(Backends.all()).extracting(Backend::rank).containsExactly(20, 10, -1);
  }

  @Test
  void autoTakesTheFastestAvailable() {
    Backend fast = fake("fast", 30, null);
    Backend faster = fake("faster", 40, "it has no device");
    Backend slow = fake("slow", -1, null);
    assertThat(Backends.select("auto", List.of(faster, fast, slow))).isSameAs(fast);
    assertThatThrownBy(() -> Backends.select("auto", List.of(slow)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aNamedBackendIsNeverReplaced() {
    Backend broken = fake("broken", 40, "it has no device; plug one in");
    assertThatThrownBy(() -> Backends.select("broken", List.of(broken, fake("fast", 30, null))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the backend 'broken' is not available: it has no device; plug one in");
    assertThatThrownBy(() -> Backends.select("smid"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "there is no backend 'smid'; choose from auto, simd, scalar, textbook, nd4j, opencl");
  }

  @Test
  void aBackendIsSelectedByName() {
    assertThat(Backends.select("textbook").kernels().name()).isEqualTo("textbook");
    assertThat(Backends.select("scalar").device()).isNotBlank();
    assertThat(Backends.select("auto").name()).isEqualTo("simd");
  }

  private static Backend fake(String name, int rank, String obstacle) {
    return new Backend() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String device() {
        return "none";
      }

      @Override
      public Optional<String> unavailable() {
        return Optional.ofNullable(obstacle);
      }

      @Override
      public int rank() {
        return rank;
      }

      @Override
      public Kernels kernels() {
        throw new AssertionError("not asked for");
      }
    };
  }
}
