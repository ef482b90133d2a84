package dev.orrery.artifacts;

import dev.orrery.core.algorithm.Model;
import java.util.Map;

/**
 * How SageMaker lays down the models of one algorithm in {@code model.tar.gz}. Found by {@link
 * java.util.ServiceLoader}; implementations have no state and a public constructor without
 * parameters.
 */
public interface ArtifactLayout {

  /** The algorithm's name, as its description gives it. */
  String algorithm();

  /**
   * The files that SageMaker's container writes for a model.
   *
   * @param model one of this algorithm's
   * @throws IllegalArgumentException when it is another algorithm's
   */
  Map<String, byte[]> files(Model model);

  /**
   * Whether these files, of an archive that does not name its algorithm, look like this one's.
   *
   * @throws dev.orrery.core.error.CustomerError when a file by which it would know is damaged
   */
  boolean recognises(Map<String, byte[]> files);

  /**
   * The model in the files; files that are not of the layout are passed over.
   *
   * @throws dev.orrery.core.error.CustomerError when one is missing, damaged or holds no such model
   */
  Model read(Map<String, byte[]> files);
}
