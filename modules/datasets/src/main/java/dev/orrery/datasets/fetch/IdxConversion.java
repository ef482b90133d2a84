package dev.orrery.datasets.fetch;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.formats.ContentType;
import dev.orrery.formats.Converter;
import dev.orrery.formats.MediaType;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Images and labels in the IDX format of MNIST become CSV, the label first: {@code train-*} the
 * first sample, {@code t10k-*} the second.
 */
final class IdxConversion implements Conversion {

  private static final int IMAGES = 0x00000803;
  private static final int LABELS = 0x00000801;
  private static final int MOST_IMAGES = 1_000_000;
  private static final int MOST_PIXELS = 1 << 16;

  @Override
  public List<Made> convert(Map<String, Path> files, Path folder, Consumer<String> notes)
      throws IOException {
    List<Made> made = new ArrayList<>();
    for (String part : List.of("train", "t10k")) {
      Images images =
          new Images(
              part,
              files.get(part + "-images-idx3-ubyte.gz"),
              files.get(part + "-labels-idx1-ubyte.gz"));
      String name = part.equals("train") ? "train.csv.gz" : "test.csv.gz";
      List<String> header = new ArrayList<>(images.featureNames());
      header.addFirst("label");
      long rows =
          Converter.convert(images, ContentType.of(MediaType.CSV), folder.resolve(name), header);
      notes.accept(Text.format("%s: %,d images of %d pixels", name, rows, images.pixels));
      made.add(new Made(name, rows, images.featureNames()));
    }
    return made;
  }

  /** Images with their labels, a row each. */
  private static final class Images implements DataSource {
    private final String name;
    private final Path images;
    private final Path labels;
    private final int count;
    private final int pixels;

    Images(String name, Path images, Path labels) throws IOException {
      this.name = name;
      this.images = images;
      this.labels = labels;
      int[] head = head(images, IMAGES, 3);
      count = head[0];
      long size = (long) head[1] * head[2];
      if (count < 1 || count > MOST_IMAGES || size < 1 || size > MOST_PIXELS) {
        throw new CustomerError(
            Text.format(
                "%s says to hold %d images of %d x %d pixels, which is not believed",
                images, count, head[1], head[2]),
            images.toString());
      }
      pixels = (int) size;
      int told = head(labels, LABELS, 1)[0];
      if (told != count) {
        throw new CustomerError(
            Text.format("%s has %d labels for %d images", labels, told, count), labels.toString());
      }
    }

    private static int[] head(Path file, int magic, int dimensions) throws IOException {
      try (DataInputStream in = open(file)) {
        int found = in.readInt();
        if (found != magic) {
          throw new CustomerError(
              Text.format(
                  "%s begins with %08x where the IDX magic number %08x was expected",
                  file, found, magic),
              file.toString());
        }
        int[] sizes = new int[dimensions];
        for (int d = 0; d < dimensions; d++) {
          sizes[d] = in.readInt();
        }
        return sizes;
      } catch (EOFException e) {
        throw cutOff(file, e);
      }
    }

    private static CustomerError cutOff(Path file, EOFException e) {
      return new CustomerError(file + " is cut off", file.toString(), e);
    }

    private static DataInputStream open(Path file) throws IOException {
      var bytes = Files.newInputStream(file);
      try {
        return new DataInputStream(new GZIPInputStream(bytes, 1 << 16));
      } catch (ZipException e) {
        bytes.close();
        throw new CustomerError(file + " is not gzip data", file.toString(), e);
      }
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public OptionalLong rows() {
      return OptionalLong.of(count);
    }

    @Override
    public List<DataSource> parts() {
      return List.of(this);
    }

    @Override
    public List<String> featureNames() {
      List<String> names = new ArrayList<>();
      for (int p = 0; p < pixels; p++) {
        names.add("p" + p);
      }
      return names;
    }

    @Override
    public BatchReader open() throws IOException {
      DataInputStream imageBytes = open(images);
      DataInputStream labelBytes = open(labels);
      imageBytes.skipNBytes(16);
      labelBytes.skipNBytes(8);
      return new BatchReader() {
        private int read;

        @Override
        public Batch next(int maxRows) throws IOException {
          int rows = Math.min(maxRows, count - read);
          if (rows <= 0) {
            return null;
          }
          try {
            float[] values = floats(imageBytes, rows * pixels);
            float[] classes = floats(labelBytes, rows);
            read += rows;
            return new Batch(new DenseMatrix(values, rows, pixels), classes, 1);
          } catch (EOFException e) {
            throw cutOff(images, e);
          }
        }

        @Override
        public void close() throws IOException {
          imageBytes.close();
          labelBytes.close();
        }
      };
    }

    private static float[] floats(DataInputStream in, int count) throws IOException {
      byte[] bytes = new byte[count];
      in.readFully(bytes);
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = bytes[i] & 0xFF;
      }
      return values;
    }
  }
}
