package dev.orrery.artifacts;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.error.CustomerError;
import dev.orrery.randomcutforest.ModelFormat;
import dev.orrery.randomcutforest.RandomCutForestModel;
import java.util.Map;

/**
 * {@code model_algo-1}: SageMaker's file has this name, and bytes that nobody has described (spec
 * B5.6). Ours are {@link ModelFormat}'s.
 */
public final class RandomCutForestLayout implements ArtifactLayout {

  private static final String FILE = "model_algo-1";

  /** For {@link java.util.ServiceLoader}. */
  public RandomCutForestLayout() {}

  @Override
  public String algorithm() {
    return "randomcutforest";
  }

  @Override
  public Map<String, byte[]> files(Model model) {
    if (!(model instanceof RandomCutForestModel forest)) {
      throw new IllegalArgumentException(
          "not a random cut forest model: " + model.getClass().getName());
    }
    return Map.of(FILE, ModelFormat.toBytes(forest));
  }

  @Override
  public boolean recognises(Map<String, byte[]> files) {
    byte[] file = files.get(FILE);
    return file != null && ModelFormat.recognises(file);
  }

  @Override
  public Model read(Map<String, byte[]> files) {
    byte[] file = files.get(FILE);
    if (file == null) {
      throw new CustomerError("The random cut forest model has no file '" + FILE + "'.", FILE);
    }
    if (!ModelFormat.recognises(file)) {
      throw new CustomerError(
          "The file is no random cut forest model of Orrery; the bytes of SageMaker's own are not"
              + " known, so a model of SageMaker's cannot be read.",
          FILE);
    }
    try {
      return ModelFormat.read(file);
    } catch (CustomerError e) {
      throw new CustomerError(e.getMessage(), FILE, e);
    }
  }
}
