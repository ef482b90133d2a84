package dev.orrery.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatParserTest {

  private static float parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    FloatParser parser = new FloatParser();
    float value = parser.parse(bytes, 0, bytes.length);
    assertThat(parser.next()).isEqualTo(bytes.length);
    return value;
  }

  private static void same(String text) {
    assertThat(Float.floatToRawIntBits(parse(text)))
        .describedAs(text)
        .isEqualTo(Float.floatToRawIntBits(Float.parseFloat(text)));
  }

  @Property(tries = 3000, seed = "20261121")
  void everyFloatReadsBackFromItsText(@ForAll int bits) {
    float x = Float.intBitsToFloat(bits);
    if (Float.isFinite(x)) {
      same(Float.toString(x));
      same(Double.toString(x));
      same(NumberText.shortest(x));
      assertThat(NumberText.shortest(x)).satisfies(text -> assertThat(parse(text)).isEqualTo(x));
    }
  }

  @Property(tries = 3000, seed = "20261121")
  void doublesRoundOnce(@ForAll double x) {
    if (Double.isFinite(x)) {
      same(Double.toString(x));
    }
  }

  @Property(tries = 3000, seed = "20261121")
  void numbersHalfwayBetweenTwoFloatsRoundAsTheJdkDoes(
      @ForAll @IntRange(min = 0x30000000, max = 0x4F000000) int bits,
      @ForAll @IntRange(min = -3, max = 3) int nudge) {
    double low = Float.intBitsToFloat(bits);
    double high = Math.nextUp(Float.intBitsToFloat(bits));
    BigDecimal middle = new BigDecimal(low).add(new BigDecimal(high)).divide(BigDecimal.TWO);
    BigDecimal near =
        middle.add(middle.ulp().scaleByPowerOfTen(-2).multiply(BigDecimal.valueOf(nudge)));
    same(near.toPlainString());
    same(middle.round(new java.math.MathContext(17)).toString());
    same(middle.round(new java.math.MathContext(18)).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+1",
        "1.",
        ".5",
        "007",
        "1e3",
        "1E-3",
        "16777217",
        "16777219",
        "3.4028236e38",
        "1e39",
        "1e-46",
        "1.17549435e-38",
        "0.000000000000000000000000001",
        "1e-400",
        "1e400",
        "9007199254740993",
        "123456789012345678",
        "1234567890123456789012",
        "1e99999999999"
      })
  void edges(String text) {
    same(text);
  }

  @Test
  void whatIsNoNumberIsToldByWhereReadingEnds() {
    FloatParser parser = new FloatParser();
    for (String text : new String[] {"", "-", ".", "e5", "1e", "1e+", "abc"}) {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      assertThat(parser.parse(bytes, 0, bytes.length)).isNaN();
      assertThat(parser.next()).isZero();
    }
    byte[] bytes = "12,5".getBytes(StandardCharsets.US_ASCII);
    assertThat(parser.parse(bytes, 0, bytes.length)).isEqualTo(12);
    assertThat(parser.next()).isEqualTo(2);
  }
}
