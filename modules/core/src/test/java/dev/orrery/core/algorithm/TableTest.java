package dev.orrery.core.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private static final List<String> NAMES = List.of("width", "height");

  @Test
  void rowsOfFeaturesAreNamed() {
    Table weights =
        new Table(
            "weights",
            "The weights",
            List.of("feature", "weight"),
            3,
            j -> List.of(j < 2 ? (Object) j : "intercept", 0.5 * j));
    Table named = weights.withFeatureNames(NAMES);
    assertThat(named.columns()).containsExactly("feature", "weight");
    assertThat(named.row().apply(0)).containsExactly("width", 0.0);
    assertThat(named.row().apply(1)).containsExactly("height", 0.5);
    assertThat(named.row().apply(2)).containsExactly("intercept", 1.0);
  }

  @Test
  void columnsOfFeaturesAreNamed() {
    Table centers =
        new Table(
            "centers",
            "The centers",
            List.of("cluster", "feature_0", "feature_1", "feature_2", "feature_x"),
            1,
            j -> List.of(j, 1, 2, 3, 4));
    Table named = centers.withFeatureNames(NAMES);
    assertThat(named.columns())
        .containsExactly("cluster", "width", "height", "feature_2", "feature_x");
    assertThat(named.row().apply(0)).containsExactly(0, 1, 2, 3, 4);
    assertThat(centers.withFeatureNames(List.of())).isSameAs(centers);
  }
}
