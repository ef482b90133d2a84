package dev.orrery.randomcutforest;

import dev.orrery.core.error.CustomerError;
import dev.orrery.randomcutforest.tree.CutForest;
import dev.orrery.randomcutforest.tree.CutTree;
import dev.orrery.randomcutforest.tree.TreeFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a model, big-endian: the mark {@code ORRCFMDL} in ASCII, int version 1, int
 * feature_dim, int shingle size, float64 mean, deviation and sigmas of the threshold, int number of
 * trees, then each tree as {@link TreeFormat} has it: its cuts and points in depth-first order.
 */
public final class ModelFormat {

  /** "ORRCFMDL" in ASCII. */
  private static final long MARK = 0x4F525243464D444CL;

  private static final int VERSION = 1;
  private static final int MOST_TREES = 1 << 20;

  private ModelFormat() {}

  /** The bytes of a model; equal models have equal bytes. */
  public static byte[] toBytes(RandomCutForestModel model) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(MARK);
      out.writeInt(VERSION);
      out.writeInt(model.featureDim());
      out.writeInt(model.shingle());
      out.writeDouble(model.threshold().mean());
      out.writeDouble(model.threshold().deviation());
      out.writeDouble(model.threshold().sigmas());
      out.writeInt(model.forest().trees().size());
      for (CutTree tree : model.forest().trees()) {
        TreeFormat.write(tree, out);
      }
    } catch (IOException e) {
      throw new IllegalStateException("a model cannot be written to memory", e);
    }
    return bytes.toByteArray();
  }

  /** Whether these bytes begin as a model does. */
  public static boolean recognises(byte[] bytes) {
    return bytes.length >= Long.BYTES && ByteBuffer.wrap(bytes).getLong() == MARK;
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws CustomerError when the bytes are no such model, of a newer version, cut off or damaged
   */
  public static RandomCutForestModel read(byte[] bytes) {
    if (!recognises(bytes)) {
      throw new CustomerError("This is not a random cut forest model of Orrery.");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.readLong();
      int version = in.readInt();
      if (version != VERSION) {
        throw new CustomerError(
            "The random cut forest model has format version "
                + version
                + "; this Orrery reads version "
                + VERSION
                + ".");
      }
      int featureDim = in.readInt();
      int shingle = in.readInt();
      Threshold threshold = new Threshold(in.readDouble(), in.readDouble(), in.readDouble());
      int count = in.readInt();
      long dimensions = (long) featureDim * shingle;
      if (featureDim < 1 || shingle < 1 || count < 1 || count > MOST_TREES) {
        throw new IOException(count + " trees of " + featureDim + " x " + shingle + " values");
      }
      if (dimensions > in.available() / Float.BYTES) {
        throw new IOException("points of " + dimensions + " values");
      }
      List<CutTree> trees = new ArrayList<>();
      for (int t = 0; t < count; t++) {
        trees.add(TreeFormat.read(in, (int) dimensions, 0, in.available()));
      }
      return new RandomCutForestModel(new CutForest(trees), featureDim, shingle, threshold);
    } catch (IOException e) {
      throw new CustomerError(
          "The random cut forest model is cut off or damaged ("
              + (e.getMessage() == null ? "it ends too early" : e.getMessage())
              + ").",
          null,
          e);
    }
  }
}
