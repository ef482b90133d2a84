package dev.orrery.training.rule;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.io.FloatBlocks;
import dev.orrery.core.text.Text;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tensors that a run has saved: {@code tensors.bin} in its folder, of {@value #MOST_BYTES}
 * bytes at most. After eight letters, one record per tensor: a mark, its name, the step, the number
 * of values, and these as float32. A record that was cut off ends the reading.
 */
public final class TensorFile implements AutoCloseable {

  /** Its name in the run's folder. */
  public static final String NAME = "tensors.bin";

  /** What is saved: labels and predictions are not. */
  static final Set<TensorCollection> COLLECTIONS =
      EnumSet.complementOf(EnumSet.of(TensorCollection.LABELS, TensorCollection.PREDICTIONS));

  static final long MOST_BYTES = 64L << 20;

  private static final byte[] MAGIC = {'O', 'R', 'R', 'T', 'E', 'N', '0', '1'};
  private static final int MARK = 0x7E;

  private final DataOutputStream out;
  private long bytes;

  private record Key(String name, long step) {}

  /** What was read: of a tensor that was saved twice at a step, the later one. */
  static final class Content {
    private final Map<Key, float[]> tensors = new HashMap<>();
    private long length;
    private boolean damaged;

    /** The values of a tensor at a step. */
    Optional<float[]> find(String name, long step) {
      return Optional.ofNullable(tensors.get(new Key(name, step)));
    }

    int size() {
      return tensors.size();
    }
  }

  private TensorFile(DataOutputStream out, long bytes) {
    this.out = out;
    this.bytes = bytes;
  }

  /**
   * Begins to save.
   *
   * @param again whether what is there stays, up to its last whole record
   */
  static TensorFile write(Path file, boolean again) throws IOException {
    if (again && Files.isRegularFile(file)) {
      long length = read(file).length;
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(length);
      }
      return new TensorFile(
          new DataOutputStream(
              new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND))),
          length);
    }
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    out.write(MAGIC);
    return new TensorFile(out, MAGIC.length);
  }

  /** Saves a tensor at a step; false when there is no more room for it. */
  boolean add(Event.Tensor tensor, long step) throws IOException {
    long size = 1 + 2 + tensor.name().length() + 8 + 4 + 4L * tensor.values().length;
    if (bytes + size > MOST_BYTES) {
      return false;
    }
    out.writeByte(MARK);
    out.writeUTF(tensor.name());
    out.writeLong(step);
    out.writeInt(tensor.values().length);
    FloatBlocks.write(tensor.values(), tensor.values().length, out);
    bytes += size;
    return true;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /**
   * The tensors of a run.
   *
   * @throws CustomerError when it has saved none, or they cannot be read
   */
  static Content ofRun(Path run) {
    Path file = run.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw new CustomerError(
          Text.format(
              Files.isDirectory(run)
                  ? "The run %s has saved no tensors to compare with; 'run --save-tensors' saves them"
                  : "There is no run's folder %s to compare with",
              run),
          "--rule SimilarAcrossRuns");
    }
    try {
      Content content = read(file);
      if (content.damaged) {
        throw new IOException("it is damaged after byte " + content.length);
      }
      return content;
    } catch (IOException e) {
      throw new CustomerError(
          "The saved tensors of the run cannot be read: " + e.getMessage(), file.toString(), e);
    }
  }

  /** Reads what is whole. */
  static Content read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw new IOException("a file of " + size + " bytes; expected at most " + MOST_BYTES);
    }
    Content content = new Content();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      byte[] magic = in.readNBytes(MAGIC.length);
      if (!Arrays.equals(magic, MAGIC)) {
        throw new IOException("it does not begin as a file of tensors");
      }
      content.length = MAGIC.length;
      int mark;
      while ((mark = in.read()) >= 0) {
        content.damaged = true; // until the record has been read or is known to be cut off
        if (mark != MARK) {
          break;
        }
        String name = in.readUTF();
        long step = in.readLong();
        int count = in.readInt();
        if (count < 0 || 4L * count > size) {
          break;
        }
        content.tensors.put(new Key(name, step), FloatBlocks.read(count, in));
        content.length += 1 + 2 + name.length() + 8 + 4 + 4L * count;
        content.damaged = false;
      }
    } catch (EOFException e) {
      // The run was killed while it wrote this record; those before it are whole.
      content.damaged = false;
    } catch (UTFDataFormatException e) {
      return content;
    }
    return content;
  }
}
