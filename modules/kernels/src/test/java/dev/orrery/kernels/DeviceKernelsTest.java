package dev.orrery.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is built on a device's products keeps the contract; here the device is plain loops. */
class DeviceKernelsTest extends KernelsContract {

  private static final class Device extends DeviceKernels<float[]> {
    Device() {
      super("loops");
    }

    @Override
    public String name() {
      return "loops";
    }

    @Override
    protected float[] upload(float[] matrix, int offset, int rows, int columns) {
      float[] copy = new float[rows * columns];
      System.arraycopy(matrix, offset, copy, 0, copy.length);
      return copy;
    }

    @Override
    protected void products(
        float[] x,
        int xOffset,
        int rows,
        int columns,
        float[] right,
        int rightRows,
        float[] out,
        int outOffset) {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < rightRows; j++) {
          float sum = 0;
          for (int c = 0; c < columns; c++) {
            sum += x[xOffset + i * columns + c] * right[j * columns + c];
          }
          out[outOffset + i * rightRows + j] = sum;
        }
      }
    }

    @Override
    protected void transposedProducts(
        float[] left,
        int leftOffset,
        int leftColumns,
        float[] right,
        int rightOffset,
        int rightColumns,
        int rows,
        float[] out) {
      for (int i = 0; i < leftColumns; i++) {
        for (int j = 0; j < rightColumns; j++) {
          float sum = 0;
          for (int r = 0; r < rows; r++) {
            sum +=
                left[leftOffset + r * leftColumns + i] * right[rightOffset + r * rightColumns + j];
          }
          out[i * rightColumns + j] = sum;
        }
      }
    }
  }

  @Override
  protected Backend backend() {
    return new Backend() {
      @Override
      public String name() {
        return "loops";
      }

      @Override
      public String device() {
        return "loops";
      }

      @Override
      public Optional<String> unavailable() {
        return Optional.empty();
      }

      @Override
      public int rank() {
        return -1;
      }

      @Override
      public Kernels kernels() {
        return new Device();
      }
    };
  }

  @Test
  void whatRanWhereIsCounted() {
    Kernels device = backend().kernels();
    Packed packed = device.pack(new float[] {1, 2, 3, 4}, 0, 2, 2);
    device.multiplyTransposed(new float[] {1, 1}, 0, 1, packed, new float[2], 0);
    device.dot(new float[] {1}, 0, new float[] {2}, 0, 1);
    device.dot(new float[] {1}, 0, new float[] {2}, 0, 1);
    KernelAccount.Summary summary = device.account().orElseThrow().summary();
    assertThat(summary.calls()).containsEntry("pack", 1L).containsEntry("multiplyTransposed", 1L);
    assertThat(summary.hostCalls()).containsOnlyKeys("dot").containsEntry("dot", 2L);
  }
}
