package dev.orrery.cli;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.AlgorithmContract;
import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.State;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Nested;

/** All algorithms under the contract that a new one is held to. */
class AlgorithmContractsTest {

  private static final int ROWS = 600;
  private static final int COLUMNS = 3;

  abstract static class Contract extends AlgorithmContract<State, Model> {
    private final String name;
    private final boolean labelled;
    private final Map<String, String> given;

    Contract(String name, boolean labelled, Map<String, String> given) {
      this.name = name;
      this.labelled = labelled;
      this.given = given;
    }

    @Override
    @SuppressWarnings("unchecked") // states and models only go back to where they came from
    protected Algorithm<State, Model> algorithm() {
      return (Algorithm<State, Model>) Algorithms.find(name);
    }

    @Override
    protected Map<String, String> hyperparameters() {
      Map<String, String> all = new HashMap<>(given);
      all.put("feature_dim", Integer.toString(COLUMNS));
      return all;
    }

    /** Two clouds of points, labelled 0 and 1. */
    @Override
    protected Batch rows() {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261121);
      float[] values = new float[ROWS * COLUMNS];
      float[] labels = new float[labelled ? ROWS : 0];
      for (int i = 0; i < ROWS; i++) {
        int cloud = random.nextInt(2);
        if (labelled) {
          labels[i] = cloud;
        }
        for (int j = 0; j < COLUMNS; j++) {
          values[i * COLUMNS + j] = (float) (3 * cloud + random.nextGaussian());
        }
      }
      return new Batch(new DenseMatrix(values, ROWS, COLUMNS), labels, labelled ? 1 : 0);
    }
  }

  @Nested
  class KMeans extends Contract {
    KMeans() {
      super("kmeans", false, Map.of("k", "4", "mini_batch_size", "60", "epochs", "2"));
    }
  }

  @Nested
  class LinearLearner extends Contract {
    LinearLearner() {
      super(
          "linear-learner",
          true,
          Map.of("predictor_type", "binary_classifier", "mini_batch_size", "60", "epochs", "3"));
    }
  }

  @Nested
  class Knn extends Contract {
    Knn() {
      super(
          "knn",
          true,
          Map.of(
              "predictor_type",
              "classifier",
              "k",
              "3",
              "sample_size",
              "256",
              "mini_batch_size",
              "60"));
    }
  }

  @Nested
  class Pca extends Contract {
    Pca() {
      super("pca", false, Map.of("num_components", "2", "mini_batch_size", "60"));
    }
  }

  @Nested
  class RandomCutForest extends Contract {
    RandomCutForest() {
      super("randomcutforest", false, Map.of("num_trees", "50", "num_samples_per_tree", "4"));
    }
  }

  @Nested
  class FactorizationMachines extends Contract {
    FactorizationMachines() {
      super(
          "factorization-machines",
          true,
          Map.of(
              "predictor_type",
              "binary_classifier",
              "num_factors",
              "2",
              "mini_batch_size",
              "60",
              "epochs",
              "3"));
    }
  }
}
