package dev.orrery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProjectionTest {

  /** Four points of a cross: variance 8 along (1,1,0), 2 along (1,-1,0), none along the third. */
  @Test
  void principalDirectionsWorkedByHand() {
    DenseMatrix rows = new DenseMatrix(new float[] {12, 7, 3, 8, 3, 3, 11, 4, 3, 9, 6, 3}, 4, 3);

    PrincipalDirections principal = PrincipalDirections.of(rows, 2);

    assertThat(principal.mean()).containsExactly(10, 5, 3);
    assertThat(principal.total()).isCloseTo(5, within(1e-12));
    assertThat(principal.variances()).containsExactly(new double[] {4, 1}, within(1e-9));
    double half = Math.sqrt(0.5);
    assertThat(principal.directions()[0])
        .containsExactly(new double[] {half, half, 0}, within(1e-6));
    assertThat(principal.directions()[1])
        .containsExactly(new double[] {half, -half, 0}, within(1e-6));

    Projection projection = Projection.of(rows, List.of("a", "b", "c"), Optional.empty());
    assertThat(projection.axes())
        .containsExactly("Direction 1 (80.0 % of variance)", "Direction 2 (20.0 % of variance)");
    assertThat(projection.project(rows.values(), 0))
        .containsExactly(new double[] {4 * half, 0}, within(1e-5));
  }

  @Property(tries = 60, seed = "20261121")
  void directionsAreOrthonormalAndExplainNoMoreThanAll(
      @ForAll @IntRange(min = 0, max = 12) int n,
      @ForAll @IntRange(min = 3, max = 9) int dim,
      @ForAll @IntRange(min = 1, max = 4) int blobs) {
    DenseMatrix rows =
        n == 0 ? new DenseMatrix(new float[0], 0, dim) : SyntheticRun.blobs(n, dim, blobs, 0.5);

    PrincipalDirections principal = PrincipalDirections.of(rows, 2);

    double[] a = principal.directions()[0];
    double[] b = principal.directions()[1];
    assertThat(dot(a, a)).isCloseTo(1, within(1e-9));
    assertThat(dot(b, b)).isCloseTo(1, within(1e-9));
    assertThat(dot(a, b)).isCloseTo(0, within(1e-9));
    assertThat(principal.variances()[0]).isGreaterThanOrEqualTo(principal.variances()[1] * 0.999);
    assertThat(principal.share(0) + principal.share(1)).isBetween(0.0, 1 + 1e-9);
  }

  @Test
  void constantRowsHaveAPlaneWithoutVariance() {
    DenseMatrix rows = new DenseMatrix(new float[] {5, 5, 5, 5, 5, 5}, 2, 3);

    Projection projection = Projection.of(rows, List.of(), Optional.empty());

    assertThat(projection.axes())
        .containsExactly("Direction 1 (0.0 % of variance)", "Direction 2 (0.0 % of variance)");
    assertThat(projection.project(rows)).isDeepEqualTo(new double[2][2]);
  }

  @Test
  void oneFeatureLiesOnALine() {
    DenseMatrix rows = new DenseMatrix(new float[] {3, 8}, 2, 1);

    Projection projection = Projection.of(rows, List.of("mass"), Optional.empty());

    assertThat(projection.axes()).containsExactly("mass", "");
    assertThat(projection.project(rows)[1]).containsExactly(8, 0);
  }

  @Test
  void namedFeaturesAreShownAsTheyAre() {
    DenseMatrix rows = new DenseMatrix(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

    Projection named =
        Projection.of(rows, List.of("a", "b", "c"), Optional.of(new String[] {"c", "a"}));
    Projection numbered = Projection.of(rows, List.of(), Optional.of(new String[] {"2", "0"}));

    assertThat(named.axes()).containsExactly("c", "a");
    assertThat(named.project(rows)[1]).containsExactly(6, 4);
    assertThat(numbered.axes()).containsExactly("feature 2", "feature 0");
    assertThat(numbered.project(rows)[0]).containsExactly(3, 1);
    assertThatThrownBy(
            () -> Projection.of(rows, List.of("a", "b", "c"), Optional.of(new String[] {"a", "d"})))
        .isInstanceOf(CustomerError.class)
        .hasMessage("There is no feature 'd' to draw on; the features are: a, b, c.");
    assertThatThrownBy(() -> Projection.of(rows, List.of(), Optional.of(new String[] {"0", "3"})))
        .hasMessageContaining("use their numbers, 0 to 2");
  }

  @Test
  void aBoxMayBeOpenOnTheSidesThatThePlaneDoesNotSee() {
    DenseMatrix rows = new DenseMatrix(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Projection projection = Projection.of(rows, List.of(), Optional.of(new String[] {"2", "0"}));
    float open = Float.POSITIVE_INFINITY;

    double[][] box = projection.projectBox(new float[] {1, -open, 2}, new float[] {open, open, 4});

    assertThat(box[0]).containsExactly(2, 1);
    assertThat(box[1]).containsExactly(4, Double.POSITIVE_INFINITY);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
