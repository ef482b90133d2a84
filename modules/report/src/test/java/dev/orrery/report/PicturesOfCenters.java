package dev.orrery.report;

import dev.orrery.report.kmeans.ClusterPictures;
import dev.orrery.report.kmeans.Clustering;
import java.util.List;

/** Brings the pictures of {@link SyntheticRun.Centers} in, as an algorithm would. */
public final class PicturesOfCenters implements ModelPictures {

  static final String NAME = "test-centers";

  @Override
  public String algorithm() {
    return NAME;
  }

  @Override
  public List<Picture> pictures(PictureContext context) {
    SyntheticRun.Centers model = (SyntheticRun.Centers) context.model();
    return ClusterPictures.of(
        Clustering.of(model.centers(), context.rows(), context.context().kernels()),
        context.featureNames(),
        context.projection());
  }
}
