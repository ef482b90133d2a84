package dev.orrery.report.kmeans;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.report.Numbers;
import dev.orrery.report.Picture;
import dev.orrery.report.common.ImageGridPicture;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The centers as square images, where the features are the pixels of one. */
final class CenterImagesPicture {

  private static final int MOST = 60;

  private CenterImagesPicture() {}

  /** The picture, when all names are like {@code p00} and their number is a square. */
  static Optional<Picture> of(Clustering clustering, List<String> featureNames) {
    DenseMatrix centers = clustering.centers();
    int dim = centers.columns();
    if (!ImageGridPicture.arePixels(featureNames, dim) || clustering.k() > MOST) {
      return Optional.empty();
    }
    int side = ImageGridPicture.side(dim);
    ImageGridPicture picture =
        ImageGridPicture.named("centers")
            .title("Centers as images")
            .description(
                "Each center drawn as an image of "
                    + side
                    + " x "
                    + side
                    + " pixels: blank is the smallest value, full ink the largest. Below it its"
                    + " number and its rows.");
    int[] sizes = clustering.sizes();
    for (int c = 0; c < centers.rows(); c++) {
      int offset = centers.rowOffset(c);
      picture.image(
          c + ": " + Numbers.count(sizes[c], "row"),
          Integer.toString(c),
          Arrays.copyOfRange(centers.values(), offset, offset + dim));
    }
    return Optional.of(picture.build());
  }
}
