package dev.orrery.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.orrery.core.error.CustomerError;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is null is refused where it is given, in a sentence that says what was expected. */
class GivenTest {

  private static final float[][] ROWS = {{1, 2}, {3, 4}, {5, 7}};

  static Stream<Arguments> nulls() {
    Dataset data = Dataset.of(ROWS);
    FittedKMeans model = Orrery.kmeans().k(2).train(data).model();
    return Stream.of(
        given("the name of data", () -> Dataset.of((String) null)),
        given("the path of data", () -> Dataset.of((Path) null)),
        given("an array of labels", () -> Dataset.of(ROWS, (float[]) null)),
        given("an array of labels", () -> Dataset.of(ROWS, (int[]) null)),
        given("the name of a column", () -> data.label(null)),
        given("the name of a column", () -> data.drop("1", null)),
        given("an array of names of columns", () -> data.oneHot((String[]) null)),
        given("a word of the label", () -> data.positive(null)),
        given("a content type", () -> data.contentType(null)),
        given("data to train on", () -> Orrery.kmeans().train((Dataset) null)),
        given("the name of data", () -> Orrery.kmeans().train((String) null)),
        given("data in two parts", () -> Orrery.kmeans().train((Dataset.Parts) null)),
        given("the name of a backend", () -> Orrery.pca().backend(null)),
        given("a listener", () -> Orrery.pca().listener(null)),
        given("the name of a hyperparameter", () -> Orrery.pca().hyperparameter(null, 1)),
        given("a value of 'k'", () -> Orrery.kmeans().hyperparameter("k", null)),
        given("the path of a model", () -> Orrery.load(null)),
        given("the class of a model", () -> Orrery.load(Path.of("model.tar.gz"), null)),
        given("the file of a model", () -> model.save(null)),
        given("data to answer for", () -> model.predict((Dataset) null)),
        given("data to answer for", () -> model.explain((Dataset) null)),
        given("data to answer for", () -> model.rows(null)));
  }

  private static Arguments given(String expected, ThrowingCallable call) {
    return arguments(expected, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nulls")
  void nullIsRefused(String expected, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(CustomerError.class)
        .hasMessage("null was given, where " + expected + " was expected");
  }

  @Test
  void aBlankNameIsNoFolder() {
    assertThatThrownBy(() -> Dataset.of(" "))
        .isInstanceOf(CustomerError.class)
        .hasMessage("The name of the data is blank: expected a sample, a file or a folder");
  }
}
