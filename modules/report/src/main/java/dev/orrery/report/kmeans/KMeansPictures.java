package dev.orrery.report.kmeans;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.kmeans.KMeansModel;
import dev.orrery.report.ModelPictures;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureContext;
import java.util.List;

/** The pictures of a model of k-means. */
public final class KMeansPictures implements ModelPictures {

  @Override
  public String algorithm() {
    return "kmeans";
  }

  @Override
  public List<Picture> pictures(PictureContext context) {
    KMeansModel model = (KMeansModel) context.model();
    DenseMatrix centers = new DenseMatrix(model.centers(), model.k(), model.featureDim());
    return ClusterPictures.of(
        Clustering.of(centers, context.rows(), context.context().kernels()),
        context.featureNames(),
        context.projection());
  }
}
