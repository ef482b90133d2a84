package dev.orrery.report;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The pictures of one algorithm's models. Found by {@link ServiceLoader}: an algorithm that wants
 * pictures of its own adds an implementation and its name in {@code META-INF/services}, and touches
 * nothing else here.
 */
public interface ModelPictures {

  /** The name of the algorithm whose models it draws, such as {@code kmeans}. */
  String algorithm();

  /** The pictures of a model, in the order in which they are shown. */
  List<Picture> pictures(PictureContext context);

  /** The pictures of the algorithm of a name, where it has any. */
  static Optional<ModelPictures> find(String algorithm) {
    return ServiceLoader.load(ModelPictures.class, ModelPictures.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(pictures -> pictures.algorithm().equals(algorithm))
        .findFirst();
  }
}
