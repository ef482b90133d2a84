package dev.orrery.kernels.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Packed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Memory limits, on a device that is told to have less memory than it has. */
class MemoryTest {

  private static final long MIB = 1 << 20;

  @BeforeEach
  void thereIsADevice() {
    TestDevices.assumeDevice();
  }

  private static DeviceRuntime runtime(long limit) {
    OpenClDevice device = OpenClDevices.here().standard();
    return new DeviceRuntime(
        device, device.units(), Shape.of(device), ProgramCache.folder(), limit);
  }

  @Test
  void aMatrixThatIsTooLargeIsRefusedInOneSentenceBeforeAnythingIsAllocated() {
    DeviceRuntime runtime = runtime(MIB);
    Kernels kernels = new OpenClKernels("opencl", runtime);
    assertThatThrownBy(() -> kernels.pack(new float[600 * 500], 0, 600, 500))
        .isInstanceOf(OpenClException.class)
        .hasMessageStartingWith("a packed matrix of 600 x 500 values needs 1.")
        .hasMessageContaining(" MiB, and the OpenCL device ")
        .hasMessageEndingWith(
            " for one buffer; use fewer rows or columns at a time, or a backend of the CPU");
    assertThat(runtime.memory().used()).isZero();
  }

  @Test
  void aMatrixBeyondTheLargestBufferIsRefusedThoughTheDeviceHasTheMemory() {
    OpenClDevice device = TestDevices.withLargestBuffer(OpenClDevices.here().standard(), MIB);
    DeviceRuntime runtime =
        new DeviceRuntime(
            device, device.units(), Shape.of(device), ProgramCache.folder(), 64 * MIB);
    Kernels kernels = new OpenClKernels("opencl", runtime);
    assertThatThrownBy(() -> kernels.pack(new float[600 * 500], 0, 600, 500))
        .isInstanceOf(OpenClException.class)
        .hasMessageContaining(" allows 1023.8 KiB for one buffer");
    assertThat(runtime.memory().used()).isZero();
  }

  @Test
  void matricesBeyondTheMemoryTogetherAreRefused() {
    DeviceRuntime runtime = runtime(3 * MIB);
    Kernels kernels = new OpenClKernels("opencl", runtime);
    List<Packed> kept = new ArrayList<>();
    assertThatThrownBy(
            () -> {
              while (kept.size() < 10) {
                kept.add(kernels.pack(new float[300 * 512], 0, 300, 512));
              }
            })
        .isInstanceOf(OpenClException.class)
        .hasMessageContaining(" has 3.0 MiB, of which ")
        .hasMessageContaining(" are in use; use fewer rows or columns at a time");
    assertThat(kept).isNotEmpty();
    assertThat(runtime.memory().used()).isBetween(1L, 3 * MIB);
    kernels.close();
    assertThat(runtime.memory().used()).isZero();
    assertThat(kept).isNotEmpty();
  }

  /** Its rows are sent in blocks beside it: 2 MiB of the 3 are its own. */
  @Test
  void aMatrixOfMostOfTheMemoryIsPacked() {
    int rows = 1003;
    int d = 512;
    float[] matrix = new float[rows * d];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = i * 7919 % 11 - 5;
    }
    Kernels kernels = new OpenClKernels("opencl", runtime(3 * MIB));
    Kernels textbook = Backends.select("textbook").kernels();
    float[] out = new float[3 * rows];
    float[] expected = new float[3 * rows];
    kernels.multiplyTransposed(matrix, 0, 3, kernels.pack(matrix, 0, rows, d), out, 0);
    textbook.multiplyTransposed(matrix, 0, 3, textbook.pack(matrix, 0, rows, d), expected, 0);
    assertThat(out).containsExactly(expected);
    assertThat(kernels.account().orElseThrow().summary().bytesToDevice())
        .isEqualTo(4L * (rows * d + 3 * d));
  }

  @Test
  void blocksOfRowsAreCutSoThatTheyFit() {
    int n = 3000;
    int d = 100;
    float[] x = new float[n * d];
    for (int i = 0; i < x.length; i++) {
      x[i] = i * 7919 % 1000 - 500;
    }
    Kernels kernels = new OpenClKernels("opencl", runtime(MIB));
    Kernels textbook = Backends.select("textbook").kernels();
    int[] nearest = new int[n];
    int[] expected = new int[n];
    Packed few = kernels.pack(x, 0, 40, d);
    kernels.nearest(x, 0, n, few, nearest, 0, null, 0);
    textbook.nearest(x, 0, n, textbook.pack(x, 0, 40, d), expected, 0, null, 0);
    assertThat(nearest).containsExactly(expected);
  }

  @Test
  void whatNobodyRefersToMakesRoom() {
    Kernels kernels = new OpenClKernels("opencl", runtime(2 * MIB));
    for (int i = 0; i < 20; i++) {
      assertThat(kernels.pack(new float[300 * 256], 0, 300, 256).rows()).isEqualTo(300);
    }
  }

  @Test
  void anArrayThatDoesNotFitIsHeldByNobodyAndStillWorks() {
    Kernels kernels = new OpenClKernels("opencl", runtime(MIB));
    float[] x = new float[1000 * 300];
    Arrays.fill(x, 1);
    float[] out = new float[1000];
    kernels.hold(x);
    kernels.squaredNorms(x, 0, 1000, 300, out, 0);
    assertThat(out).containsOnly(300);
  }
}
