package dev.orrery.knn;

import dev.orrery.core.algorithm.State;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.sampling.Reservoir;
import dev.orrery.core.text.Text;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What k nearest neighbours knows of the rows seen so far: a uniform sample of them with their
 * labels. Its size does not depend on the rows once the sample is full.
 */
public final class KnnState implements State {

  private static final int MARK = 0x4F4B4E53; // "OKNS"
  private static final int VERSION = 1;

  final Reservoir sample;

  /** Which of {@link #hosts} hosts it belongs to, from 0; decides the stream of randomness. */
  final int host;

  /** Number of hosts among which {@code sample_size} is divided. */
  final int hosts;

  /** Rows that came from each host, once their samples have been put together. */
  final List<Integer> parts;

  KnnState(Reservoir sample, int host, int hosts, List<Integer> parts) {
    this.sample = sample;
    this.host = host;
    this.hosts = hosts;
    this.parts = List.copyOf(parts);
  }

  /** Rows that are kept. */
  public int size() {
    return sample.size();
  }

  /** Most rows that are kept. */
  public int capacity() {
    return sample.capacity();
  }

  @Override
  public long rowsSeen() {
    return sample.seen();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(MARK);
    out.writeInt(VERSION);
    out.writeInt(host);
    out.writeInt(hosts);
    out.writeInt(parts.size());
    for (int part : parts) {
      out.writeInt(part);
    }
    sample.write(out);
  }

  static KnnState read(DataInput in) throws IOException {
    if (in.readInt() != MARK) {
      throw new CustomerError("This is not the state of a training of k nearest neighbours");
    }
    int version = in.readInt();
    if (version != VERSION) {
      throw new CustomerError(
          Text.format(
              "The state of this training of k nearest neighbours has format version %d; this Orrery reads version %d",
              version, VERSION));
    }
    int host = in.readInt();
    int hosts = in.readInt();
    int count = in.readInt();
    if (hosts < 1 || host < 0 || host >= hosts || count < 0) {
      throw damaged(Text.format("host %d of %d, and %d parts", host, hosts, count));
    }
    List<Integer> parts = new ArrayList<>();
    long rows = 0;
    for (int i = 0; i < count; i++) {
      parts.add(in.readInt());
      rows += parts.getLast();
      if (parts.getLast() < 0) {
        throw damaged(Text.format("a part of %d rows", parts.getLast()));
      }
    }
    Reservoir sample = Reservoir.read(in);
    if (sample.labelSize() != 1) {
      throw damaged(Text.format("%d labels of a row", sample.labelSize()));
    }
    if (count > 0 && rows != sample.size()) {
      throw damaged(Text.format("parts of %d rows for %d", rows, sample.size()));
    }
    return new KnnState(sample, host, hosts, parts);
  }

  private static CustomerError damaged(String what) {
    return new CustomerError(
        "The state of this training of k nearest neighbours is damaged: it says " + what);
  }
}
