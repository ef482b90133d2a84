package dev.orrery.core.data;

import java.io.IOException;

/** One pass over a {@link DataSource}, read forwards. Not safe for several threads. */
public interface BatchReader extends AutoCloseable {

  /**
   * The next rows, at most {@code maxRows} of them and fewer only at the end.
   *
   * @return the rows, or null after the last one; the arrays are the caller's and are not reused
   * @throws dev.orrery.core.error.CustomerError when the data cannot be understood, naming the
   *     place
   */
  Batch next(int maxRows) throws IOException;

  /** Share of this pass that has been read, 0 to 1; NaN when it cannot be told. */
  default double progress() {
    return Double.NaN;
  }

  @Override
  void close() throws IOException;
}
