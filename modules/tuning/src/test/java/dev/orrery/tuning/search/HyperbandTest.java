package dev.orrery.tuning.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HyperbandTest {

  /** Li et al. 2018, table 1: R = 81, eta = 3. */
  @Test
  void bracketsAreThoseOfThePaper() {
    List<Hyperband> brackets = Hyperband.turn(1, 81);
    assertThat(brackets.stream().map(HyperbandTest::text))
        .containsExactly(
            "81@1 27@3 9@9 3@27 1@81",
            "34@3 11@9 3@27 1@81",
            "15@9 5@27 1@81",
            "8@27 2@81",
            "5@81");
  }

  @Test
  void nothingIsStoppedBeforeTheLeastResource() {
    assertThat(Hyperband.turn(4, 40).stream().map(HyperbandTest::text))
        .containsExactly("9@4 3@13 1@40", "5@13 1@40", "3@40");
    assertThat(Hyperband.turn(5, 5).stream().map(HyperbandTest::text)).containsExactly("1@5");
  }

  @Test
  void aNumberOfSettingsFillsTheBracketsInOrder() {
    assertThat(Hyperband.forSettings(30, 1, 27).stream().map(HyperbandTest::text))
        .containsExactly("27@1 9@3 3@9 1@27", "3@3 1@9 1@27");
    assertThat(Hyperband.forSettings(60, 1, 9).stream().mapToInt(Hyperband::settings).sum())
        .isEqualTo(60);
  }

  /** 27 + 9 x 2 + 3 x 6 + 1 x 18. */
  @Test
  void noPassIsMadeTwice() {
    assertThat(Hyperband.turn(1, 27).getFirst().resource()).isEqualTo(81);
  }

  private static String text(Hyperband bracket) {
    return String.join(
        " ", bracket.rungs().stream().map(r -> r.settings() + "@" + r.resource()).toList());
  }
}
