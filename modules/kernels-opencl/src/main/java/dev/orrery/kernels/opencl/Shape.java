package dev.orrery.kernels.opencl;

/**
 * How the kernels cut their work, and the macros that tell them.
 *
 * @param source the resource with the kernels of this shape
 * @param tileRows rows of a block that one work group takes
 * @param panel rows of a packed matrix that lie interleaved; also columns of a strip
 * @param tileItems work items of a work group of a kernel on tiles, in each of two dimensions
 * @param rowItems work items of a work group of a kernel on a row or a strip
 * @param vector floats of a vector; 1 when the kernels use none
 */
record Shape(String source, int tileRows, int panel, int tileItems, int rowItems, int vector) {

  /** Columns that a work group interleaves. */
  static final int PIECE = 64;

  private static final int GPU_TILE = 64;
  private static final int GPU_TILE_ITEMS = 16;

  /** Three tables of 64 x 16 entries for a reduction, two tiles of 64 x 17 floats. */
  private static final long GPU_LOCAL_BYTES = 24 << 10;

  /** Vectors and rows in registers, one work item in a work group, no barrier. */
  static Shape cpu(int vector) {
    // Two vectors of sums for each row; 32 registers, as with vectors of 512 bits, hold ten rows.
    int rows = vector >= 16 ? 10 : 4;
    return new Shape("cpu.cl", rows, 2 * vector, 1, 1, vector);
  }

  /** Tiles of 64 x 64 in local memory, 4 x 4 of them in the registers of a work item. */
  static Shape gpu() {
    return new Shape("gpu.cl", GPU_TILE, GPU_TILE, GPU_TILE_ITEMS, GPU_TILE, 1);
  }

  /** The one for a device. */
  static Shape of(OpenClDevice device) {
    boolean tiles =
        !device.isCpu()
            && device.maxGroup() >= GPU_TILE_ITEMS * GPU_TILE_ITEMS
            && device.localBytes() >= GPU_LOCAL_BYTES;
    if (tiles) {
      return gpu();
    }
    return cpu(Math.clamp(Integer.highestOneBit(Math.max(1, device.vectorWidth())), 4, 16));
  }

  /** Options of the compiler. */
  String options() {
    return "-cl-std=CL1.2 -D ROWS="
        + tileRows
        + " -D PANEL="
        + panel
        + (vector > 1 ? " -D W=" + vector : "");
  }

  /** Work groups for {@code n} rows of a block. */
  int tiles(int n) {
    return ceil(n, tileRows);
  }

  /** Panels of {@code n} packed rows, or strips of {@code n} columns. */
  int panels(int n) {
    return ceil(n, panel);
  }

  private static int ceil(int n, int step) {
    return (int) (((long) n + step - 1) / step);
  }
}
