package dev.orrery.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orrery.artifacts.ModelArtifacts;
import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.algorithm.Model;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.ValueType;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.formats.SampleFolder;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
import dev.orrery.training.Job;
import dev.orrery.training.JobRequest;
import dev.orrery.training.LightTraining;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every algorithm of the API. */
class ContractTest {

  /** An algorithm, a sample with a preset for it, and whether labels are in the train channel. */
  enum Case {
    LINEAR_LEARNER("linear-learner", "concrete", true, Orrery::linearLearner),
    KMEANS("kmeans", "iris", false, Orrery::kmeans),
    KNN("knn", "wine", true, Orrery::knn),
    PCA("pca", "digits", false, Orrery::pca),
    RANDOM_CUT_FOREST("randomcutforest", "airpassengers", false, Orrery::randomCutForest),
    FACTORIZATION_MACHINES(
        "factorization-machines", "diabetes", true, Orrery::factorizationMachines);

    final String algorithm;
    final String sample;
    final boolean labelled;
    final Supplier<TrainingBuilder<?, ?, ?>> builder;

    Case(
        String algorithm,
        String sample,
        boolean labelled,
        Supplier<TrainingBuilder<?, ?, ?>> builder) {
      this.algorithm = algorithm;
      this.sample = sample;
      this.labelled = labelled;
      this.builder = builder;
    }

    HyperparameterSchema schema() {
      return Algorithms.find(algorithm).hyperparameters();
    }

    Dataset data() {
      return Dataset.of(sample).standardize();
    }

    Trained<?, ?> trained() {
      TrainingBuilder<?, ?, ?> builder = this.builder.get().preset();
      return labelled ? builder.train(data().split(0.25)) : builder.train(data());
    }
  }

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void everyHyperparameterHasItsMethodAndReachesTheRequest(Case of)
      throws ReflectiveOperationException {
    for (Hyperparameter<?> hyperparameter : of.schema().all()) {
      String name = BuilderSource.methodName(hyperparameter.name());
      List<Method> methods =
          Arrays.stream(of.builder.get().getClass().getDeclaredMethods())
              .filter(method -> method.getName().equals(name) && !method.isBridge())
              .toList();
      assertThat(methods).as(name).isNotEmpty();
      for (Method method : methods) {
        TrainingBuilder<?, ?, ?> builder = of.builder.get();
        Object value = value(hyperparameter.type(), method.getParameterTypes()[0]);
        assertThat(method.invoke(builder, value)).isSameAs(builder);
        String given = builder.given().get(hyperparameter.name());
        // Which throws for another than its values.
        of.schema().check(hyperparameter.name(), given);
      }
    }
  }

  /** A value that a method takes. */
  private static Object value(ValueType<?> type, Class<?> parameter) {
    return switch (type) {
      case ValueType.Int whole -> whole.least();
      case ValueType.Real real -> between(real.range());
      case ValueType.RealOrWord either ->
          parameter == double.class ? (Object) between(either.range()) : either.word();
      case ValueType.Bool _ -> true;
      case ValueType.Choices choices -> choices.choices().toArray(String[]::new);
      case ValueType.Choice choice ->
          parameter == long.class
              ? (Object) Long.valueOf(choice.choices().getLast())
              : choice.choices().getLast();
      case ValueType.Text _ -> "0-99,100-199";
    };
  }

  private static double between(dev.orrery.core.hyperparameter.Range range) {
    double least = Math.max(range.least(), -1e6);
    return least + Math.min(1e-5, (Math.min(range.most(), 1e6) - least) / 2);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsOutsideItsRangeIsRefusedInTheSchemasWords(Case of) {
    float[][] rows = {{1, 2}, {3, 4}};
    for (Hyperparameter<?> hyperparameter : of.schema().all()) {
      if (hyperparameter.type() instanceof ValueType.Text) {
        continue;
      }
      CustomerError expected =
          catchThrowableOfType(
              CustomerError.class, () -> of.schema().check(hyperparameter.name(), "-7.5e9x"));
      assertThatThrownBy(
              () ->
                  of.builder
                      .get()
                      .hyperparameter(hyperparameter.name(), "-7.5e9x")
                      .train(Dataset.of(rows)))
          .isInstanceOf(CustomerError.class)
          .hasMessage(expected.getMessage());
    }
    assertThatThrownBy(() -> of.builder.get().hyperparameter("kk", 1).train(Dataset.of(rows)))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("'kk'");
  }

  @ParameterizedTest
  @EnumSource
  void itComputesWhatLightTrainingDoes(Case of) throws IOException {
    Trained<?, ?> trained = of.trained();
    Map<String, String> preset =
        Dataset.of(of.sample).sample().orElseThrow().presets().get(of.algorithm);
    JobRequest.Reading reading =
        new JobRequest.Reading(
            null,
            null,
            null,
            null,
            List.of(),
            false,
            List.of(),
            true,
            of.labelled ? 0.25 : null,
            null);
    JobRequest request =
        new JobRequest(
            of.algorithm,
            of.sample,
            null,
            null,
            reading,
            new LinkedHashMap<>(preset),
            "auto",
            0,
            1,
            false,
            null,
            "File",
            false,
            null,
            true);
    Job job = Job.open(request, SampleFolder.find().orElseThrow());
    try (Kernels kernels = Backends.select("auto").kernels(1);
        Parallel parallel = new Parallel(1)) {
      LightTraining.Result result =
          new LightTraining(kernels, parallel).train(job, EventListener.none(), new Cancellation());
      // KNN's queries a second are a time.
      assertThat(trained.metrics().stream().filter(m -> !m.key().contains("second")))
          .isEqualTo(result.metrics().stream().filter(m -> !m.key().contains("second")).toList());
      assertThat(trained.hyperparameters()).isEqualTo(result.hyperparameters());
      assertThat(trained.epochs()).isEqualTo(result.epochs());
      assertThat(bytes(of.algorithm, trained.model().unwrap()))
          .isEqualTo(bytes(of.algorithm, result.model().orElseThrow()));
    }
  }

  private byte[] bytes(String algorithm, Model model) throws IOException {
    Path file = folder.resolve("compared.tar.gz");
    ModelArtifacts.write(algorithm, model, Map.of(), file);
    return Files.readAllBytes(file);
  }

  @ParameterizedTest
  @EnumSource
  void aSavedModelPredictsTheSame(Case of) {
    FittedModel<?> model = of.trained().model();
    Path file = folder.resolve("model.tar.gz");
    model.save(file);
    FittedModel<?> loaded = Orrery.load(file);
    assertThat(loaded).hasSameClassAs(model).hasToString(model.toString());
    assertThat(loaded.featureNames()).isEqualTo(model.featureNames());
    assertThat(loaded.labelNames()).isEqualTo(model.labelNames());
    assertThat(loaded.predict(of.sample)).isEqualTo(model.predict(of.sample));
    // What is standardized in training is standardized in predicting, rows in memory too.
    float[][] rows = Dataset.of(of.sample).rows().features();
    assertThat(loaded.predict(rows)).isEqualTo(model.predict(of.sample));
  }

  @ParameterizedTest
  @EnumSource
  void threadsDoNotChangeTheModel(Case of) throws IOException {
    byte[] one =
        bytes(of.algorithm, of.builder.get().preset().threads(1).train(of.sample).model().unwrap());
    byte[] three =
        bytes(of.algorithm, of.builder.get().preset().threads(3).train(of.sample).model().unwrap());
    assertThat(one).isEqualTo(three);
  }

  @Test
  void noMethodHasACheckedException() {
    Stream.of(
            Orrery.class,
            Dataset.class,
            TrainingBuilder.class,
            Trained.class,
            FittedModel.class,
            FittedKMeans.class,
            FittedLinearLearner.class,
            FittedKnn.class,
            FittedPca.class,
            FittedRandomCutForest.class,
            FittedFactorizationMachines.class)
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .filter(method -> method.getDeclaringClass().getPackage() == Orrery.class.getPackage())
        .forEach(method -> assertThat(method.getExceptionTypes()).as("" + method).isEmpty());
  }
}
