package dev.orrery.kernels.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.kernels.AdamStep;
import dev.orrery.kernels.Held;
import dev.orrery.kernels.KernelAccount;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Operation;
import dev.orrery.kernels.Packed;
import dev.orrery.kernels.Place;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted, what stays on the device, and what goes when it is closed. */
class AccountTest {

  @BeforeEach
  void thereIsADevice() {
    TestDevices.assumeDevice();
  }

  private static void callAll(Kernels kernels) {
    float[] x = {1, 2, 3, 4};
    int[] start = {0, 1, 2};
    int[] column = {0, 1};
    float[] out = new float[4];
    int[] index = new int[4];
    Packed packed = kernels.pack(x, 0, 2, 2);
    kernels.nearest(x, 0, 2, packed, index, 0, null, 0);
    kernels.nearestSparse(start, column, x, 0, 2, packed, index, 0, null, 0);
    kernels.squaredDistances(x, 0, 2, packed, out, 0);
    kernels.topK(x, 0, 2, packed, 1, index, out);
    kernels.topKInnerProduct(x, 0, 2, packed, 1, index, out);
    kernels.multiplyTransposed(x, 0, 2, packed, out, 0);
    kernels.addGram(x, 0, 2, 2, new double[4]);
    kernels.multiplySparse(start, column, x, 0, 2, x, 2, out, 0);
    kernels.addTransposedProduct(x, 0, 2, x, 0, 2, 2, out, 0);
    kernels.addSparseTransposedProduct(start, column, x, 0, 2, x, 0, 2, out);
    kernels.addRowsByLabel(x, 0, 2, 2, new int[2], 0, new double[2], new long[1]);
    kernels.squaredNorms(x, 0, 2, 2, out, 0);
    kernels.dot(x, 0, x, 0, 4);
    kernels.squaredDistance(x, 0, x, 0, 4);
    kernels.excess(x, 0, x, 0, 4);
    kernels.outside(x, 0, 2, 2, x, 0, 2, out, 0);
    kernels.enclose(x, 0, x, 0, 2, out, 0);
    kernels.adamRows(
        new int[1],
        0,
        1,
        4,
        out,
        new float[4],
        new float[4],
        new float[4],
        new AdamStep(0.1f, 0, 1, 0.9, 0.999, 1e-8f));
    kernels.adaGradRows(new int[1], 0, 1, 4, out, new float[4], new float[4], 0.1f, 0, 1e-8f);
    kernels.axpy(1, x, 0, out, 0, 4);
    kernels.adamRows(
        index, 0, 1, 2, x, out, new float[4], new float[4], new AdamStep(1, 0, 1, 0.9, 0.9, 1));
    kernels.adaGradRows(index, 0, 1, 2, x, out, new float[4], 1, 0, 1);
  }

  @Test
  void whereEachOperationRunsIsWhatTheBackendSays() {
    OpenClBackend backend = new OpenClBackend();
    Kernels kernels = backend.kernels();
    callAll(kernels);
    Set<String> own = new TreeSet<>();
    Set<String> host = new TreeSet<>();
    for (Operation operation : Operation.values()) {
      (backend.place(operation) == Place.BACKEND ? own : host).add(operation.method());
    }
    KernelAccount.Summary summary = kernels.account().orElseThrow().summary();
    assertThat(summary.calls().keySet()).containsExactlyInAnyOrderElementsOf(own);
    assertThat(summary.hostCalls().keySet()).containsExactlyInAnyOrderElementsOf(host);
  }

  @Test
  void bytesAndLaunchesAreCounted() {
    Kernels kernels = new OpenClBackend().kernels();
    Packed packed = kernels.pack(new float[3 * 5], 0, 3, 5);
    KernelAccount account = kernels.account().orElseThrow();
    KernelAccount.Summary before = account.summary();
    assertThat(before.bytesToDevice()).isEqualTo(4 * 3 * 5);
    assertThat(before.launches()).isEqualTo(1);
    kernels.multiplyTransposed(new float[7 * 5], 0, 7, packed, new float[7 * 3], 0);
    KernelAccount.Summary after = account.summary();
    assertThat(after.bytesToDevice()).isEqualTo(4 * 3 * 5 + 4 * 7 * 5);
    assertThat(after.bytesFromDevice()).isEqualTo(4 * 7 * 3);
    assertThat(after.launches()).isEqualTo(2);
    assertThat(after.kernelSeconds()).isPositive();
    assertThat(after.transferSeconds()).isPositive();
  }

  @Test
  void aHeldArrayIsSentOnceAndAnotherTimeWhenItHasBeenLetGo() {
    Kernels kernels = new OpenClBackend().kernels();
    KernelAccount account = kernels.account().orElseThrow();
    float[] x = new float[100 * 8];
    float[] out = new float[100];
    long whole = 4L * x.length;
    Held held = kernels.hold(x);
    Held twice = kernels.hold(x);
    kernels.squaredNorms(x, 0, 100, 8, out, 0);
    kernels.squaredNorms(x, 8 * 50, 50, 8, out, 0);
    kernels.addGram(x, 0, 100, 8, new double[64]);
    twice.close();
    twice.close();
    kernels.squaredNorms(x, 0, 100, 8, out, 0);
    assertThat(account.summary().bytesToDevice()).isEqualTo(whole);
    held.close();
    x[0] = 3;
    kernels.squaredNorms(x, 0, 100, 8, out, 0);
    assertThat(account.summary().bytesToDevice()).isEqualTo(2 * whole);
    assertThat(out[0]).isEqualTo(9);
  }

  @Test
  void closingFreesAllAndLaterCallsAreRefused() {
    OpenClDevice device = OpenClDevices.here().standard();
    DeviceRuntime runtime =
        new DeviceRuntime(
            device, device.units(), Shape.of(device), ProgramCache.folder(), 1L << 30);
    Kernels kernels = new OpenClKernels("opencl", runtime);
    float[] x = new float[100];
    kernels.hold(x);
    Packed packed = kernels.pack(x, 0, 10, 10);
    kernels.nearest(x, 0, 10, packed, new int[10], 0, null, 0);
    assertThat(runtime.memory().used()).isPositive();
    kernels.close();
    assertThat(runtime.memory().used()).isZero();
    assertThatThrownBy(() -> kernels.nearest(x, 0, 10, packed, new int[10], 0, null, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
