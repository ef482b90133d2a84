package dev.orrery.kernels.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orrery.kernels.Held;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Packed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Memory outside of the Java heap is freed by us and does not grow with the number of calls. */
class OffHeapTest {

  private static final long MIB = 1 << 20;
  private static final int ROWS = 1024;
  private static final int COLUMNS = 256;

  private final OffHeap memory = new OffHeap(16 * MIB);
  private final Kernels kernels = new Nd4jKernels(memory);
  private final float[] x = new float[ROWS * COLUMNS];

  /** Bytes of this process in memory. */
  private static long resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    assumeTrue(Files.isReadable(status), "this system does not tell how large a process is");
    return Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow()
        * 1024;
  }

  /** Each matrix takes a MiB: without our care 1500 of them would be 1.5 GiB until a collection. */
  @Test
  void packedMatricesThatNobodyRefersToDoNotPileUp() throws IOException {
    float[] out = new float[4 * ROWS];
    long before = 0;
    long most = 0;
    for (int i = 0; i < 1500; i++) {
      Packed packed = kernels.pack(x, 0, ROWS, COLUMNS);
      kernels.multiplyTransposed(x, 0, 4, packed, out, 0);
      before = i == 100 ? resident() : before;
      most = Math.max(most, memory.used());
    }
    assertThat(most).isLessThan(64 * MIB);
    assertThat(resident() - before).isLessThan(256 * MIB);
    kernels.close();
    assertThat(memory.used()).isZero();
  }

  @Test
  void callsOnTheSameMatrixTakeNoMore() {
    Packed packed = kernels.pack(x, 0, ROWS, COLUMNS);
    float[] out = new float[ROWS * ROWS];
    kernels.multiplyTransposed(x, 0, ROWS, packed, out, 0);
    long once = memory.used();
    assertThat(once).isEqualTo(4L * (2 * ROWS * COLUMNS + ROWS * ROWS));
    for (int i = 0; i < 20; i++) {
      kernels.multiplyTransposed(x, 0, ROWS - i, packed, out, 0);
    }
    assertThat(memory.used()).isEqualTo(once);
  }

  @Test
  void aHeldArrayIsFreedWhenItIsLetGo() {
    Held held = kernels.hold(x);
    assertThat(memory.used()).isEqualTo(4L * x.length);
    held.close();
    held.close();
    assertThat(memory.used()).isZero();
  }

  @Test
  void roomThatGrowsFreesWhatItWas() {
    Block block = new Block(memory).atLeast(1000);
    block.atLeast(2000);
    assertThat(memory.used()).isEqualTo(8000);
    block.close();
    assertThat(memory.used()).isZero();
    assertThat(block.atLeast(10).transposed(0, 2, 5).length()).isEqualTo(10);
  }

  @Test
  void aMatrixOfClosedKernelsIsRefused() {
    Packed packed = kernels.pack(x, 0, ROWS, COLUMNS);
    kernels.close();
    assertThatThrownBy(() -> kernels.multiplyTransposed(x, 0, 4, packed, new float[4 * ROWS], 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the kernels of ND4J have been closed");
  }
}
