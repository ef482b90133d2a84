package dev.orrery.report.kmeans;

import dev.orrery.report.Picture;
import dev.orrery.report.Projection;
import java.util.ArrayList;
import java.util.List;

/** The pictures of a clustering. */
public final class ClusterPictures {

  private ClusterPictures() {}

  /**
   * Clusters in the plane, their sizes, and the centers as images where they are.
   *
   * @param featureNames a name per column, or empty
   */
  public static List<Picture> of(
      Clustering clustering, List<String> featureNames, Projection projection) {
    List<Picture> pictures = new ArrayList<>();
    pictures.add(ClustersPicture.of(clustering, projection));
    pictures.add(ClusterSizesPicture.of(clustering));
    CenterImagesPicture.of(clustering, featureNames).ifPresent(pictures::add);
    return pictures;
  }
}
