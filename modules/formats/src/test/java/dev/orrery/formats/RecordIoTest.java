package dev.orrery.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.error.CustomerError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordIoTest {

  /** Spec A1: dense features [1, 2], label 1. */
  private static final String DENSE =
      "0a23d7ce2c000000"
          + "0a160a0676616c756573120c120a0a080000803f00000040"
          + "12120a0676616c756573120812060a040000803f";

  /** Spec A1: sparse features {0: 1, 3: 4} of width 4, one byte of padding. */
  private static final String SPARSE =
      "0a23d7ce1f000000"
          + "0a1d0a0676616c75657312131211"
          + "0a080000803f00008040"
          + "12020003"
          + "1a0104"
          + "00";

  @TempDir Path folder;

  private Path file(String hex) throws IOException {
    return Files.write(folder.resolve("a.pbr"), HexFormat.of().parseHex(hex));
  }

  private OpenedData open(String hex) throws IOException {
    return Samples.open(file(hex), ReadOptions.defaults());
  }

  private String written(Batch batch) throws IOException {
    Path out = folder.resolve("out.pbr");
    Converter.convert(new MemorySource("m", batch), ContentType.of(MediaType.RECORDIO), out);
    return HexFormat.of().formatHex(Files.readAllBytes(out));
  }

  @Test
  void theWorkedDenseExampleIsReadAndWrittenByteForByte() throws IOException {
    OpenedData data = open(DENSE);
    assertThat(data.featureDim()).isEqualTo(2);
    assertThat(data.labelSize()).isEqualTo(1);
    assertThat(data.contentType().mediaType()).isEqualTo(MediaType.RECORDIO);
    assertThat(Samples.rows(data.source())).containsExactly(new float[] {1, 2});
    assertThat(Samples.labels(data.source())).containsExactly(1f);
    Batch batch = new Batch(new DenseMatrix(new float[] {1, 2}, 1, 2), new float[] {1}, 1);
    assertThat(written(batch)).isEqualTo(DENSE);
  }

  @Test
  void theWorkedSparseExampleIsReadAndWrittenByteForByte() throws IOException {
    OpenedData data = open(SPARSE);
    try (var reader = data.source().open()) {
      Batch batch = reader.next(10);
      CsrMatrix rows = (CsrMatrix) batch.features();
      assertThat(rows.columns()).isEqualTo(4);
      assertThat(Arrays.copyOf(rows.column(), 2)).containsExactly(0, 3);
      assertThat(Arrays.copyOf(rows.value(), 2)).containsExactly(1, 4);
    }
    CsrMatrix rows = new CsrMatrix(1, 4, new int[] {0, 2}, new int[] {0, 3}, new float[] {1, 4});
    assertThat(written(Batch.unlabelled(rows))).isEqualTo(SPARSE);
  }

  @Test
  void aFileThatMixesDenseAndSparseRowsGivesSparseBatches() throws IOException {
    // A dense record [0, 2, 0, 5] and then the sparse example.
    String dense = written(Batch.unlabelled(new DenseMatrix(new float[] {0, 2, 0, 5}, 1, 4)));
    OpenedData data = open(dense + SPARSE + dense);
    try (var reader = data.source().open()) {
      assertThat(reader.next(10).features()).isInstanceOf(CsrMatrix.class);
    }
    assertThat(Samples.rows(data.source()))
        .containsExactly(
            new float[] {0, 2, 0, 5}, new float[] {1, 0, 0, 4}, new float[] {0, 2, 0, 5});
  }

  /** A frame around a payload. */
  private static byte[] frame(byte[] payload, int flag) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int word = payload.length | flag << 29;
    out.write(new byte[] {0x0a, 0x23, (byte) 0xd7, (byte) 0xce});
    out.write(
        new byte[] {(byte) word, (byte) (word >> 8), (byte) (word >> 16), (byte) (word >>> 24)});
    out.write(payload);
    out.write(new byte[-payload.length & 3]);
    return out.toByteArray();
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  /** A record with the feature {@code values} in the tensor field {@code type}. */
  private static byte[] record(int type, Fields tensor) throws IOException {
    return message(
        record ->
            record.writeByteArray(
                1,
                message(
                    entry -> {
                      entry.writeString(1, "values");
                      entry.writeByteArray(
                          2, message(value -> value.writeByteArray(type, message(tensor))));
                    })));
  }

  private OpenedData open(byte[] bytes) throws IOException {
    return Samples.open(Files.write(folder.resolve("a.pbr"), bytes), ReadOptions.defaults());
  }

  @Test
  void unpackedValuesOtherTypesAndUnknownFieldsAreRead() throws IOException {
    byte[] unpacked =
        frame(
            record(
                2,
                out -> {
                  out.writeFloat(1, 1.5f);
                  out.writeFloat(1, -2);
                  out.writeString(9, "unknown");
                  out.writeUInt64(3, 2);
                }),
            0);
    assertThat(Samples.rows(open(unpacked).source())).containsExactly(new float[] {1.5f, -2});
    byte[] doubles =
        frame(
            record(
                3,
                out ->
                    out.writeByteArray(
                        1,
                        message(
                            v -> {
                              v.writeDoubleNoTag(0.1);
                              v.writeDoubleNoTag(1e10);
                            }))),
            0);
    assertThat(Samples.rows(open(doubles).source())).containsExactly(new float[] {0.1f, 1e10f});
    byte[] ints =
        frame(
            record(
                7,
                out ->
                    out.writeByteArray(
                        1,
                        message(
                            v -> {
                              v.writeInt32NoTag(-7);
                              v.writeInt32NoTag(300);
                            }))),
            0);
    assertThat(Samples.rows(open(ints).source())).containsExactly(new float[] {-7, 300});
  }

  @Test
  void aRecordInPartsIsPutTogetherWithTheMagicNumberBetween() throws IOException {
    // The magic number as a float inside the values: dmlc-core cuts the record there.
    float magic = Float.intBitsToFloat(RecordIoFrames.MAGIC);
    byte[] whole =
        record(
            2,
            out ->
                out.writeByteArray(
                    1,
                    message(
                        v -> {
                          v.writeFloatNoTag(1);
                          v.writeFloatNoTag(magic);
                          v.writeFloatNoTag(3);
                        })));
    int cut = whole.length - 8;
    ByteArrayOutputStream parts = new ByteArrayOutputStream();
    parts.write(frame(Arrays.copyOf(whole, cut), 1));
    parts.write(frame(Arrays.copyOfRange(whole, cut + 4, whole.length), 3));
    List<float[]> rows = Samples.rows(open(parts.toByteArray()).source());
    assertThat(rows).containsExactly(new float[] {1, magic, 3});
    byte[] alone = frame(Arrays.copyOf(whole, cut), 1);
    assertThatThrownBy(() -> open(alone)).hasMessageContaining("record 1 (byte 0)");
    byte[] last = frame(whole, 3);
    assertThatThrownBy(() -> open(last)).hasMessageContaining("before its first part");
  }

  private void fails(byte[] bytes, String... pieces) {
    assertThatThrownBy(() -> Samples.rows(open(bytes).source()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContainingAll(pieces)
        .satisfies(e -> assertThat(((CustomerError) e).where().orElseThrow()).contains("a.pbr"));
  }

  @Test
  void everyFaultNamesTheRecordAndTheByte() throws IOException {
    byte[] good = HexFormat.of().parseHex(DENSE);
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(good);
    two.write(good, 0, 30);
    fails(
        two.toByteArray(),
        "a.pbr record 2 (byte 52): the file is cut off: 22 bytes found where 44 more were expected");
    two.reset();
    two.write(good);
    two.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    fails(
        two.toByteArray(),
        "a.pbr record 2 (byte 52): the bytes 01 02 03 04 were found where the magic number 0a 23"
            + " d7 ce was expected");
    two.reset();
    two.write(good);
    two.write(new byte[] {0x0a, 0x23});
    fails(two.toByteArray(), "record 2 (byte 52)", "cut off");
    byte[] absurd = good.clone();
    absurd[7] = (byte) 0xFF;
    fails(absurd, "record 1 (byte 0)", "a length of", "at most 512 MiB");
    byte[] beyond = good.clone();
    beyond[7] = 0x1F;
    fails(beyond, "record 1 (byte 0)", "cut off", "44 bytes found where 520093740 more");
    byte[] garbage = good.clone();
    Arrays.fill(garbage, 8, 52, (byte) 0xFF);
    fails(garbage, "record 1 (byte 0)", "not a protobuf message");
    fails(
        frame(record(2, out -> out.writeByteArray(2, new byte[] {0})), 0),
        "record 1 (byte 0)",
        "a sparse tensor without a shape");
    Fields outOfRange =
        out -> {
          out.writeFloat(1, 1);
          out.writeUInt64(2, 9);
          out.writeUInt64(3, 4);
        };
    fails(
        frame(record(2, outOfRange), 0), "the key 9 was found where one from 0 to 3 was expected");
    Fields twice =
        out -> {
          out.writeFloat(1, 1);
          out.writeFloat(1, 1);
          out.writeUInt64(2, 3);
          out.writeUInt64(2, 3);
          out.writeUInt64(3, 4);
        };
    fails(frame(record(2, twice), 0), "a key was found twice");
    Fields uneven =
        out -> {
          out.writeFloat(1, 1);
          out.writeUInt64(2, 0);
          out.writeUInt64(2, 3);
          out.writeUInt64(3, 4);
        };
    fails(frame(record(2, uneven), 0), "2 keys and 1 values");
    fails(
        frame(record(2, out -> out.writeFloat(1, Float.NaN)), 0),
        "Unable to read data channel 'train'. Found missing (NaN) values.",
        "a.pbr record 1 (byte 0), feature 0");
    two.reset();
    two.write(good);
    two.write(frame(record(2, out -> out.writeFloat(1, 1)), 0));
    fails(
        two.toByteArray(),
        "a.pbr record 2 (byte 52): 1 feature found where 2 were expected, as in");
    fails(frame(new byte[0], 0), "no features were found");
    fails(frame(record(9, out -> {}), 0), "a value of bytes was found");
  }

  @Test
  void unorderedKeysAreSorted() throws IOException {
    Fields tensor =
        out -> {
          out.writeFloat(1, 5);
          out.writeFloat(1, 6);
          out.writeUInt64(2, 3);
          out.writeUInt64(2, 1);
          out.writeUInt64(3, 2);
          out.writeUInt64(3, 2);
        };
    assertThat(Samples.rows(open(frame(record(2, tensor), 0)).source()))
        .containsExactly(new float[] {0, 6, 0, 5});
  }
}
