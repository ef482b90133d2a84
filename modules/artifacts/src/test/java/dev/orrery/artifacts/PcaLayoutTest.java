package dev.orrery.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import dev.orrery.kmeans.KMeansModel;
import dev.orrery.pca.PcaModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcaLayoutTest {

  private static final float[] S = {2, 6};
  private static final float[] V = {0.6f, 0.8f, -0.8f, 0.6f, 0, 0};
  private static final float[] MEAN = {10, 20, 30};

  @TempDir private Path folder;

  private PcaModel roundTrip(PcaModel model) throws IOException {
    Path path = folder.resolve("model.tar.gz");
    ModelArtifacts.write("pca", model, Map.of(), path);
    ModelArtifacts read = ModelArtifacts.read(path);
    assertThat(read.algorithm()).isEqualTo("pca");
    return (PcaModel) read.model();
  }

  private static void same(PcaModel found, PcaModel expected) {
    assertThat(found.singularValues()).isEqualTo(expected.singularValues());
    assertThat(found.vectors()).isEqualTo(expected.vectors());
    assertThat(found.mean()).isEqualTo(expected.mean());
    assertThat(found.meanRest()).isEqualTo(expected.meanRest());
    assertThat(found.details()).isEqualTo(expected.details());
  }

  @Test
  void givesBackTheModelToTheBit() throws IOException {
    PcaModel model = new PcaModel(S, V, MEAN, new PcaModel.Details(4, 1 / 3.0, true));
    same(roundTrip(model), model);
    float[] rest = {0.25e-7f, 0, -3e-8f};
    PcaModel exact = new PcaModel(S, V, MEAN, rest, new PcaModel.Details(4, 1 / 3.0, false));
    same(roundTrip(exact), exact);
    PcaModel unknown = new PcaModel(S, V, MEAN, PcaModel.Details.unknown());
    same(roundTrip(unknown), unknown);
  }

  @Test
  void holdsSageMakersArraysUnderTheirNames() {
    PcaModel model = new PcaModel(S, V, MEAN, new PcaModel.Details(4, 40, false));
    Map<String, byte[]> files = new PcaLayout().files(model);
    assertThat(files).containsOnlyKeys("model_algo-1", "orrery-pca.json");
    MxNetArrays arrays = MxNetArrays.read(files.get("model_algo-1"), "model_algo-1");
    assertThat(arrays.names()).containsExactly("s", "v", "mean");
    assertThat(arrays.arrays())
        .extracting(MxNetArrays.Array::shape)
        .containsExactly(List.of(2), List.of(3, 2), List.of(1, 3));
    assertThat(arrays.arrays().get(1).values()).isEqualTo(V);
    assertThat(new String(files.get("orrery-pca.json"), StandardCharsets.UTF_8))
        .isEqualTo("{\"rows\":4,\"scatter\":40.0,\"whiten\":false}");
  }

  /** A dictionary as SageMaker saves it, in an order of its own, with or without the mean. */
  @Test
  void recognisesAnArchiveOfSageMakers() throws IOException {
    for (boolean withMean : new boolean[] {true, false}) {
      Path path = folder.resolve("foreign.tar.gz");
      ModelArchive.write(Map.of("model_algo-1", dictionary(withMean)), path);
      ModelArtifacts read = ModelArtifacts.read(path);
      assertThat(read.algorithm()).isEqualTo("pca");
      same(
          (PcaModel) read.model(),
          new PcaModel(S, V, withMean ? MEAN : new float[3], PcaModel.Details.unknown()));
    }
  }

  @Test
  void isNotTakenForKMeansNorTheOtherWay() {
    Map<String, byte[]> pca = Map.of("model_algo-1", dictionary(true));
    assertThat(new PcaLayout().recognises(pca)).isTrue();
    assertThat(new KMeansLayout().recognises(pca)).isFalse();
    Map<String, byte[]> kmeans =
        new KMeansLayout().files(new KMeansModel(new float[] {1, 2, 3, 4}, 2, 2));
    assertThat(new PcaLayout().recognises(kmeans)).isFalse();
    assertThat(new PcaLayout().recognises(Map.of())).isFalse();
  }

  @Test
  void refusesWhatIsNoModel() {
    refused(new MxNetArrays(List.of(array(List.of(2), S)), List.of("s")), "the names [s]");
    refused(
        new MxNetArrays(List.of(array(List.of(2), S), array(List.of(2, 3), V)), List.of("s", "v")),
        "feature_dim x num_components");
    refused(
        new MxNetArrays(
            List.of(array(List.of(2), S), array(List.of(3, 2), V), array(List.of(1, 2), 1, 2)),
            List.of("s", "v", "mean")),
        "[1, 2]");
    refused(
        new MxNetArrays(
            List.of(array(List.of(1), Float.NaN), array(List.of(1, 1), 1)), List.of("s", "v")),
        "Value 0 of the array 's' of the PCA model is NaN");
    assertThatThrownBy(() -> new PcaLayout().read(Map.of()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("no file 'model_algo-1'");
    byte[] broken = {'{'};
    assertThatThrownBy(
            () ->
                new PcaLayout()
                    .read(Map.of("model_algo-1", dictionary(true), "orrery-pca.json", broken)))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("not JSON");
    assertThatThrownBy(() -> new PcaLayout().files(new KMeansModel(new float[1], 1, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void refused(MxNetArrays arrays, String sentence) {
    Map<String, byte[]> files = Map.of("model_algo-1", arrays.toBytes());
    assertThatThrownBy(() -> new PcaLayout().read(files))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining(sentence);
  }

  private static MxNetArrays.Array array(List<Integer> shape, float... values) {
    return new MxNetArrays.Array(shape, values);
  }

  private static byte[] dictionary(boolean withMean) {
    List<MxNetArrays.Array> arrays =
        new ArrayList<>(List.of(array(List.of(3, 2), V), array(List.of(2), S)));
    List<String> names = new ArrayList<>(List.of("v", "s"));
    if (withMean) {
      arrays.add(array(List.of(1, 3), MEAN));
      names.add("mean");
    }
    return new MxNetArrays(arrays, names).toBytes();
  }
}
