package dev.orrery.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main path: train, look, predict, save, load. */
class OrreryTest {

  @TempDir private Path folder;

  @Test
  void kMeansOnDigits() {
    var trained = Orrery.kmeans().k(10).train("digits");
    assertThat(trained.model().centers()).hasDimensions(10, 64);
    assertThat(trained.hyperparameters())
        .containsEntry("k", "10")
        .containsEntry("feature_dim", "64");
    List<KMeansPrediction> answers = trained.predict("digits");
    assertThat(answers).hasSize(1797).allMatch(a -> a.closestCluster() < 10);
    double msd =
        answers.stream()
            .mapToDouble(a -> a.distanceToCluster() * a.distanceToCluster())
            .average()
            .orElseThrow();
    assertThat(trained.metric("orrery:train_msd")).isCloseTo(msd, within(1e-3));

    Path file = folder.resolve("model.tar.gz");
    trained.save(file);
    assertThat(Orrery.load(file, FittedKMeans.class).predict("digits")).isEqualTo(answers);
    assertThatThrownBy(() -> Orrery.load(file, FittedKnn.class))
        .isInstanceOf(CustomerError.class)
        .hasMessageEndingWith("is a model of kmeans, not a FittedKnn");
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  @Test
  void theTShirtByFiveNeighbours() {
    float[][] customers = {
      {158, 58}, {158, 59}, {158, 63}, {160, 59}, {160, 60}, {163, 60}, {163, 61}, {160, 64},
      {163, 64}, {165, 61}
    };
    int[] sizes = {0, 0, 0, 0, 0, 0, 0, 1, 1, 1};
    var trained =
        Orrery.knn()
            .k(5)
            .predictorType("classifier")
            .sampleSize(10)
            .train(Dataset.of(customers, sizes));
    assertThat(trained.predict(161, 61).label()).isZero();
    assertThat(trained.predict(161.0, 61.5f).label()).isZero();
    assertThatThrownBy(() -> trained.predict(161, 61).value()).isInstanceOf(CustomerError.class);
    assertThat(trained.model().explain(new float[][] {{161, 61}}).getFirst().get("distances"))
        .hasSize(5)
        .startsWith(2);
  }

  @Test
  void linearLearnerIsScoredOnTheOtherPart() {
    var trained =
        Orrery.linearLearner()
            .predictorType("binary_classifier")
            .train(Dataset.of("breast-cancer").standardize().fixedSplit());
    assertThat(trained.metric("test:binary_classification_accuracy")).isGreaterThan(0.9);
    assertThat(trained.model().weights()).hasDimensions(1, 30);
    assertThat(trained.byPass("train:objective_loss")).hasSizeGreaterThan(1);
  }

  @Test
  void rowsAreReadAsTheModelSeesThem() {
    var parts = Dataset.of("penguins").oneHot("island", "sex").dropMissing();
    var trained =
        Orrery.knn()
            .k(3)
            .predictorType("classifier")
            .sampleSize(400)
            .train(parts.standardize().fixedSplit());
    Dataset test = parts.fixedSplit().test();
    Dataset.Rows seen = trained.model().rows(test);
    assertThat(seen.labelNames()).containsExactly("Adelie", "Chinstrap", "Gentoo");
    Dataset.Rows raw = test.rows();
    assertThat(seen.labels()).isEqualTo(raw.labels());
    // A category that only training rows have: there is a penguin of the sex "." among them.
    assertThat(seen.featureNames()).isEqualTo(trained.model().featureNames()).contains("sex=.");
    assertThat(raw.featureNames()).doesNotContain("sex=.");
    // Standardized by the training rows: close to mean 0, but not at it.
    double mean = 0;
    for (float[] row : seen.features()) {
      mean += row[0] / seen.features().length;
    }
    assertThat(Math.abs(mean)).isBetween(1e-6, 0.5);
    long right = 0;
    var answers = trained.predict(test);
    for (int i = 0; i < answers.size(); i++) {
      right += answers.get(i).label() == seen.labels()[i] ? 1 : 0;
    }
    assertThat(trained.metric("test:accuracy"))
        .isEqualTo((double) right / answers.size(), within(1e-9));
  }

  @Test
  void whatIsWrongIsToldInASentence() {
    assertThatThrownBy(() -> Orrery.kmeans().train("digits"))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("'k'");
    assertThatThrownBy(() -> Orrery.kmeans().k(0).train("digits"))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("k");
    assertThatThrownBy(() -> Orrery.kmeans().k(2).train("digitz"))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("did you mean the sample 'digits'?");
  }
}
