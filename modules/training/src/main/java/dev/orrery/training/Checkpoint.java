package dev.orrery.training;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.State;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.AtomicFiles;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Where a training stands: the states of all hosts and how far the data has been read.
 *
 * @param epoch the pass that is under way; equal to the number of passes when only finishing is
 *     left
 * @param host the host whose shard is being read
 * @param rows rows of that shard that have been taken in during this pass
 * @param miniBatchSize rows of a mini-batch, as decided when training began
 * @param states one state per host
 */
record Checkpoint<S extends State>(
    int epoch, int host, long rows, int miniBatchSize, List<S> states) {

  private static final int MAGIC = 0x4F525259; // "ORRY"
  private static final int FORMAT = 1;

  /** Writes it beside {@code file} and then moves it there. */
  void write(Algorithm<S, ?> algorithm, Path file) throws IOException {
    AtomicFiles.write(
        file,
        out -> {
          CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32());
          DataOutputStream data = new DataOutputStream(checked);
          data.writeInt(MAGIC);
          data.writeInt(FORMAT);
          data.writeUTF(algorithm.description().name());
          data.writeInt(epoch);
          data.writeInt(host);
          data.writeLong(rows);
          data.writeInt(miniBatchSize);
          data.writeInt(states.size());
          for (S state : states) {
            algorithm.writeState(state, data);
          }
          data.flush();
          data.writeLong(checked.getChecksum().getValue());
          data.flush();
        });
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws CustomerError when the file is cut, damaged or of another algorithm
   */
  static <S extends State> Checkpoint<S> read(Algorithm<S, ?> algorithm, Path file) {
    try (CheckedInputStream checked =
        new CheckedInputStream(
            new BufferedInputStream(Files.newInputStream(file), 1 << 16), new CRC32())) {
      DataInputStream data = new DataInputStream(checked);
      int magic = data.readInt();
      int format = data.readInt();
      if (magic != MAGIC || format != FORMAT) {
        throw new CustomerError(
            "This is not a checkpoint that this version of Orrery reads; delete it to train anew",
            file.toString());
      }
      String name = data.readUTF();
      if (!name.equals(algorithm.description().name())) {
        throw new CustomerError(
            "The checkpoint is of " + name + ", not of " + algorithm.description().name(),
            file.toString());
      }
      int epoch = data.readInt();
      int host = data.readInt();
      long rows = data.readLong();
      int miniBatchSize = data.readInt();
      int count = data.readInt();
      List<S> states = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        states.add(algorithm.readState(data));
      }
      long sum = checked.getChecksum().getValue();
      if (data.readLong() != sum) {
        throw new CustomerError(
            "The checkpoint is damaged (its checksum does not match); delete it to train anew",
            file.toString());
      }
      return new Checkpoint<>(epoch, host, rows, miniBatchSize, states);
    } catch (IOException | RuntimeException e) {
      if (e instanceof CustomerError told) {
        throw told;
      }
      throw new CustomerError(
          "The checkpoint cannot be read to its end; delete it to train anew", file.toString(), e);
    }
  }
}
