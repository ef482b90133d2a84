package dev.orrery.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** The bytes are worked out by hand from spec A10. */
class MxNetArraysTest {

  private static final String HEADER = "1201000000000000 0000000000000000";
  private static final String ONE = "0100000000000000";
  private static final String TWO = "0200000000000000";
  private static final String NONE = "0000000000000000";
  private static final String CPU = "01000000 00000000";
  private static final String V2 = "c9fa93f9";
  private static final String V1 = "c8fa93f9";
  private static final String DENSE = "00000000";

  /** A list of one float32 array of 1 x 2: [[1, -2]]. */
  private static final byte[] LIST =
      bytes(HEADER, ONE, V2, DENSE, "02000000", ONE, TWO, CPU, "00000000 0000803f 000000c0", NONE);

  private static byte[] bytes(String... hex) {
    return HexFormat.of().parseHex(String.join("", hex).replace(" ", ""));
  }

  private static byte[] array(String... hex) {
    return bytes(HEADER, ONE, String.join("", hex), NONE);
  }

  private static float[] values(byte[] file) {
    return MxNetArrays.read(file, "f").arrays().getFirst().values();
  }

  private static void refused(byte[] file, String sentence) {
    assertThatThrownBy(() -> MxNetArrays.read(file, "the/file"))
        .isInstanceOfSatisfying(
            CustomerError.class, e -> assertThat(e.where()).contains("the/file"))
        .hasMessageContaining(sentence);
  }

  @Test
  void writesAListAsTheSpecSays() {
    MxNetArrays list = MxNetArrays.list(new MxNetArrays.Array(List.of(1, 2), new float[] {1, -2}));
    assertThat(list.toBytes()).isEqualTo(LIST);
  }

  @Test
  void writesNamesAfterTheArrays() {
    MxNetArrays named =
        new MxNetArrays(
            List.of(new MxNetArrays.Array(List.of(1), new float[] {1})), List.of("arg:é"));
    assertThat(named.toBytes())
        .isEqualTo(
            bytes(
                HEADER,
                ONE,
                V2,
                DENSE,
                "01000000",
                ONE,
                CPU,
                "00000000 0000803f",
                ONE,
                "0600000000000000 6172673ac3a9"));
  }

  @Test
  void readsAList() {
    MxNetArrays read = MxNetArrays.read(LIST, "f");
    assertThat(read.names()).isEmpty();
    assertThat(read.arrays()).hasSize(1);
    assertThat(read.arrays().getFirst().shape()).containsExactly(1, 2);
    assertThat(read.arrays().getFirst().values()).containsExactly(1, -2);
  }

  @Test
  void readsOlderVersions() {
    assertThat(values(array(V1, "01000000", TWO, CPU, "00000000 0000803f 000000c0")))
        .containsExactly(1, -2);
    // Version 0: one dimension, of length 2 in 32 bits.
    assertThat(values(array("01000000 02000000", CPU, "00000000 0000803f 000000c0")))
        .containsExactly(1, -2);
  }

  @Test
  void readsAnArrayThatHoldsNothing() {
    assertThat(values(array(V2, DENSE, "00000000"))).isEmpty();
    assertThat(values(array(V2, DENSE, "02000000", NONE, TWO, CPU, "00000000"))).isEmpty();
  }

  @Test
  void readsOtherElementTypesIntoFloat32() {
    String[] start = {V2, DENSE, "01000000", TWO, CPU};
    String head = String.join("", start);
    assertThat(values(array(head, "01000000 000000000000f83f 00000000000000c0")))
        .containsExactly(1.5f, -2);
    assertThat(values(array(head, "02000000 003e 00c0"))).containsExactly(1.5f, -2);
    assertThat(values(array(head, "03000000 01 ff"))).containsExactly(1, 255);
    assertThat(values(array(head, "04000000 01000000 ffffffff"))).containsExactly(1, -1);
    assertThat(values(array(head, "05000000 01 ff"))).containsExactly(1, -1);
    assertThat(values(array(head, "06000000 0100000000000000 ffffffffffffffff")))
        .containsExactly(1, -1);
  }

  @Test
  void refusesWhatFloat32CannotHold() {
    String head = V2 + DENSE + "01000000" + ONE + CPU;
    refused(array(head, "04000000 01000001"), "Element 0 of array 0 of the MXNet file is 16777217");
    refused(array(head, "01000000 9c7500883ce4377e"), "which float32 cannot hold"); // 1e300
  }

  @Test
  void refusesSparseStorage() {
    refused(array(V2, "01000000"), "row-sparse storage; only dense");
    refused(array(V2, "02000000"), "CSR storage; only dense");
  }

  @Test
  void refusesWhatIsNoArrayFile() {
    refused(new byte[0], "not an MXNet array file");
    refused("hello, world".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "not an MXNet");
    refused(array("cafa93f9"), "begins with 0xF993FACA; versions 0, 1 and 2");
    refused(array(V2, DENSE, "01000000", ONE, CPU, "07000000 00000000"), "element type 7");
    refused(Arrays.copyOf(LIST, LIST.length + 3), "goes on for 3 bytes");
  }

  @Test
  void takesNoMemoryForSizesThatTheFileCannotHold() {
    String huge = "ffffff7f00000000"; // 2^31 - 1
    refused(array(V2, DENSE, "01000000", huge, CPU, "00000000"), "ends within array 0");
    refused(array(V2, DENSE, "03000000", huge, huge, huge, CPU, "00000000"), "ends within array 0");
    refused(array(V2, DENSE, "01000000 ffffffffffffffff", CPU, "00000000"), "length 18446744");
    refused(bytes(HEADER, "ffffffffffffff7f"), "announces 9223372036854775807 arrays");
    refused(bytes(HEADER, NONE, "00000000000000ff"), "names, but only 0 bytes are left");
    refused(array(V2, DENSE, "ffffff7f"), "2147483647 dimensions; 0 to 32");
  }

  @Test
  void refusesEveryFileThatIsCutOff() {
    for (int length = 0; length < LIST.length; length++) {
      byte[] cut = Arrays.copyOf(LIST, length);
      assertThatThrownBy(() -> MxNetArrays.read(cut, "f")).isInstanceOf(CustomerError.class);
    }
  }

  @Property(tries = 200, seed = "20261121")
  void readsWhatItWrote(
      @ForAll @Size(max = 5) List<@IntRange(max = 6) Integer> rows,
      @ForAll @IntRange(min = 1, max = 5) int columns,
      @ForAll @StringLength(max = 8) String name,
      @ForAll boolean named,
      @ForAll int bits) {
    List<MxNetArrays.Array> arrays =
        rows.stream()
            .map(
                n -> {
                  float[] values = new float[n * columns];
                  for (int i = 0; i < values.length; i++) {
                    values[i] = Float.intBitsToFloat(bits * 31 + i * 0x9E3779B9);
                  }
                  return new MxNetArrays.Array(List.of(n, columns), values);
                })
            .toList();
    // A lone half of a surrogate pair has no UTF-8.
    String clean =
        name.codePoints()
            .filter(c -> c < 0xD800 || c > 0xDFFF)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    List<String> names =
        named ? IntStream.range(0, rows.size()).mapToObj(i -> clean + i).toList() : List.of();
    MxNetArrays read = MxNetArrays.read(new MxNetArrays(arrays, names).toBytes(), "f");
    assertThat(read.names()).isEqualTo(names);
    assertThat(read.arrays()).hasSize(arrays.size());
    for (int a = 0; a < arrays.size(); a++) {
      assertThat(read.arrays().get(a).shape()).isEqualTo(arrays.get(a).shape());
      assertThat(bits(read.arrays().get(a).values())).isEqualTo(bits(arrays.get(a).values()));
    }
  }

  private static int[] bits(float[] values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToRawIntBits(values[i])).toArray();
  }

  @Property(tries = 500, seed = "20261121")
  void saysASentenceOrReadsWhateverIsDamaged(
      @ForAll @IntRange(max = 83) int position, @ForAll byte value) {
    byte[] damaged = LIST.clone();
    damaged[position % damaged.length] = value;
    try {
      assertThat(MxNetArrays.read(damaged, "f").arrays()).hasSizeLessThan(2);
    } catch (CustomerError e) {
      assertThat(e.getMessage()).endsWith(".");
    }
  }
}
