package dev.orrery.kernels.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Packed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches stay exact on a device that takes denormals for zero, as some GPUs do. */
class DenormalsTest {

  private static final int POINTS = 120;
  private static final int COLUMNS = 3;

  private final float[] points = new float[POINTS * COLUMNS];
  private final float[] queries = new float[POINTS * COLUMNS];

  @BeforeEach
  void thereIsADevice() {
    TestDevices.assumeDevice();
    for (int i = 0; i < points.length; i++) {
      // Products of two are denormal, sums of a few of them too.
      points[i] = (i * 7919 % 1000 - 500) * 0x1p-74f;
      queries[i] = (i * 104729 % 1000 - 500) * 0x1p-74f;
    }
  }

  private static Kernels flushing() {
    OpenClDevice real = OpenClDevices.here().standard();
    OpenClDevice device = TestDevices.withoutDenormals(real);
    return new OpenClKernels(
        "opencl",
        new DeviceRuntime(
            device, device.units(), Shape.of(device), ProgramCache.folder(), 1L << 28));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 26, 27, 60})
  void theBestRowsAreThoseOfTheTextbook(int k) {
    Kernels kernels = flushing();
    Kernels textbook = Backends.select("textbook").kernels();
    Packed packed = kernels.pack(points, 0, POINTS, COLUMNS);
    Packed plain = textbook.pack(points, 0, POINTS, COLUMNS);
    float[] products = new float[POINTS * POINTS];
    kernels.multiplyTransposed(queries, 0, POINTS, packed, products, 0);
    assumeThat(products).as("this driver flushes denormals when told to").containsOnly(0f, -0f);
    int[] index = new int[POINTS * k];
    int[] expected = new int[POINTS * k];
    float[] keys = new float[POINTS * k];
    kernels.topK(queries, 0, POINTS, packed, k, index, keys);
    textbook.topK(queries, 0, POINTS, plain, k, expected, keys);
    assertThat(index).containsExactly(expected);
    kernels.topKInnerProduct(queries, 0, POINTS, packed, k, index, keys);
    textbook.topKInnerProduct(queries, 0, POINTS, plain, k, expected, keys);
    assertThat(index).containsExactly(expected);
    int[] nearest = new int[POINTS];
    int[] expectedNearest = new int[POINTS];
    kernels.nearest(queries, 0, POINTS, packed, nearest, 0, null, 0);
    textbook.nearest(queries, 0, POINTS, plain, expectedNearest, 0, null, 0);
    assertThat(nearest).containsExactly(expectedNearest);
  }
}
