package dev.orrery.report.comparison.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;

class ClusterCountsTest {

  /** sklearn 1.2.1: silhouette_score([[0,0],[0,1],[4,0],[4,1.5],[9,9]], [0,0,1,1,2]). */
  @Test
  void theSilhouetteAgreesWithScikitLearn() {
    double[][] rows = {{0, 0}, {0, 1}, {4, 0}, {4, 1.5}, {9, 9}};
    float[][] distances = new float[5][5];
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        distances[i][j] = (float) Math.hypot(rows[i][0] - rows[j][0], rows[i][1] - rows[j][1]);
      }
    }
    assertThat(ClusterCounts.silhouette(distances, new int[] {0, 0, 1, 1, 2}, 3))
        .isCloseTo(0.5564645691540813, offset(1e-6));
  }

  @Test
  void theGapRuleTakesTheFirstThatReachesTheNextLessItsError() {
    double[] error = {0.1, 0.1, 0.1, 0.1};
    assertThat(ClusterCounts.chosen(new double[] {0.2, 0.5, 0.9, 0.8}, error)).isEqualTo(2);
    assertThat(ClusterCounts.chosen(new double[] {0.2, 0.5, 0.55, 0.8}, error)).isEqualTo(1);
    assertThat(ClusterCounts.chosen(new double[] {0.2, 0.5, 0.8, 1.1}, error)).isEqualTo(-1);
  }
}
