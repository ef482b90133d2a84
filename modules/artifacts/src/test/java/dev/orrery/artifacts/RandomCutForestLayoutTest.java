package dev.orrery.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.error.CustomerError;
import dev.orrery.randomcutforest.ModelFormat;
import dev.orrery.randomcutforest.RandomCutForestModel;
import dev.orrery.randomcutforest.Threshold;
import dev.orrery.randomcutforest.tree.CutForest;
import dev.orrery.randomcutforest.tree.CutTree;
import dev.orrery.randomcutforest.tree.TreeBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomCutForestLayoutTest {

  private static final RandomCutForestLayout LAYOUT = new RandomCutForestLayout();

  private static RandomCutForestModel model() {
    CutTree tree =
        TreeBuilder.build(
            new float[] {0, 1, 0, 1, 5, 2, 7, -3},
            0,
            4,
            2,
            RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    return new RandomCutForestModel(
        new CutForest(List.of(tree, tree)), 2, 1, new Threshold(1, 0.25, 3));
  }

  @Test
  void aModelComesBackFromItsArchive(@TempDir Path folder) throws Exception {
    Path archive = folder.resolve("model.tar.gz");
    ModelArtifacts.write("randomcutforest", model(), Map.of(), archive);
    ModelArtifacts read = ModelArtifacts.read(archive);
    assertThat(read.algorithm()).isEqualTo("randomcutforest");
    assertThat(ModelFormat.toBytes((RandomCutForestModel) read.model()))
        .isEqualTo(ModelFormat.toBytes(model()));
  }

  /** The bytes as the format describes them, up to the first tree. */
  @Test
  void theFileBeginsAsDocumented() {
    byte[] file = LAYOUT.files(model()).get("model_algo-1");
    assertThat(new String(file, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("ORRCFMDL");
    ByteBuffer in = ByteBuffer.wrap(file, 8, file.length - 8);
    assertThat(in.getInt()).isEqualTo(1);
    assertThat(in.getInt()).isEqualTo(2);
    assertThat(in.getInt()).isEqualTo(1);
    assertThat(in.getDouble()).isEqualTo(1);
    assertThat(in.getDouble()).isEqualTo(0.25);
    assertThat(in.getDouble()).isEqualTo(3);
    assertThat(in.getInt()).isEqualTo(2);
    assertThat(in.getInt()).as("leaves: two of the points are equal").isEqualTo(3);
  }

  @Test
  void archivesWithoutAManifestAreRecognised(@TempDir Path folder) throws Exception {
    Path archive = folder.resolve("model.tar.gz");
    ModelArchive.write(LAYOUT.files(model()), archive);
    Model read = ModelArtifacts.read(archive).model();
    assertThat(read).isInstanceOf(RandomCutForestModel.class);
  }

  @Test
  void whatIsMissingOrDamagedIsSaid() {
    assertThatThrownBy(() -> LAYOUT.read(Map.of()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("no file 'model_algo-1'");
    assertThatThrownBy(() -> LAYOUT.read(Map.of("model_algo-1", new byte[20])))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("no random cut forest model of Orrery");
    byte[] file = LAYOUT.files(model()).get("model_algo-1");
    assertThatThrownBy(
            () -> LAYOUT.read(Map.of("model_algo-1", Arrays.copyOf(file, file.length - 3))))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("cut off or damaged");
  }
}
