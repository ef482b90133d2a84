package dev.orrery.training;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.State;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.AtomicFiles;
import java.io.BufferedInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
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
   * Where a checkpoint stands, which is not checked further.
   *
   * @param epoch as in {@link Checkpoint}, and so are the others
   */
  record Position(int epoch, int host, long rows, int miniBatchSize) {

    /** The beginning of a training. */
    static final Position START = new Position(0, 0, 0, 1);

    private static Position read(DataInput data) throws IOException {
      return new Position(data.readInt(), data.readInt(), data.readLong(), data.readInt());
    }
  }

  /** Where the checkpoint in a file stands; the beginning where it cannot be read. */
  static Position position(Path file) throws IOException {
    try (DataInputStream data =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      data.readInt();
      data.readInt();
      data.readUTF();
      return Position.read(data);
    } catch (NoSuchFileException | EOFException | UTFDataFormatException e) {
      return Position.START; // reading it whole tells what is wrong
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param file of a run under way
   * @throws CustomerError when the file is cut, damaged or of another algorithm
   */
  static <S extends State> Checkpoint<S> read(Algorithm<S, ?> algorithm, Path file) {
    return read(algorithm, file, "checkpoint", "delete it to train anew");
  }

  /** Reads the final state of a run as {@link #read}. */
  static <S extends State> S readState(Algorithm<S, ?> algorithm, Path file) {
    return read(algorithm, file, "state", "train that run anew with --keep-state")
        .states()
        .getFirst();
  }

  /**
   * Whether the checksum at the end of a file is that of what comes before, which is looked at
   * first: a length that is damaged must not take memory.
   */
  private static boolean whole(Path file) throws IOException {
    try (DataInputStream data =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      CRC32 sum = new CRC32();
      byte[] block = new byte[1 << 16];
      for (long left = Files.size(file) - Long.BYTES; left > 0; ) {
        int count = (int) Math.min(block.length, left);
        data.readFully(block, 0, count);
        sum.update(block, 0, count);
        left -= count;
      }
      return data.readLong() == sum.getValue();
    }
  }

  private static <S extends State> Checkpoint<S> read(
      Algorithm<S, ?> algorithm, Path file, String what, String remedy) {
    try (DataInputStream data =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      int magic = data.readInt();
      int format = data.readInt();
      if (magic != MAGIC || format != FORMAT) {
        throw new CustomerError(
            "This is not a " + what + " that this version of Orrery reads; " + remedy,
            file.toString());
      }
      String name = data.readUTF();
      if (!name.equals(algorithm.description().name())) {
        throw new CustomerError(
            "The " + what + " is of " + name + ", not of " + algorithm.description().name(),
            file.toString());
      }
      if (!whole(file)) {
        throw new CustomerError(
            "The " + what + " is damaged (its checksum does not match); " + remedy,
            file.toString());
      }
      Position at = Position.read(data);
      int count = data.readInt();
      List<S> states = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        states.add(algorithm.readState(data));
      }
      data.readLong(); // the checksum
      if (data.read() >= 0) {
        throw new IOException("bytes after the end");
      }
      return new Checkpoint<>(at.epoch(), at.host(), at.rows(), at.miniBatchSize(), states);
    } catch (IOException | RuntimeException e) {
      if (e instanceof CustomerError told) {
        throw told;
      }
      throw new CustomerError(
          "The " + what + " cannot be read to its end; " + remedy, file.toString(), e);
    }
  }
}
