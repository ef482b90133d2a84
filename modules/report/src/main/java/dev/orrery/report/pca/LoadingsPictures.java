package dev.orrery.report.pca;

import dev.orrery.pca.PcaModel;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureContext;
import dev.orrery.report.common.BarsPicture;
import dev.orrery.report.common.ImageGridPicture;
import dev.orrery.report.common.LinesPicture;
import java.util.ArrayList;
import java.util.List;

/** What the components are made of: as images, as curves over many features, or as bars. */
final class LoadingsPictures {

  /** Features from which loadings are drawn as a curve over the features. */
  static final int CURVE = 48;

  private static final int MOST_IMAGES = 20;
  private static final int MOST_CURVES = 4;
  private static final int MOST_BARS = 30;

  private LoadingsPictures() {}

  static List<Picture> of(PcaModel model, PictureContext context) {
    int d = model.featureDim();
    if (ImageGridPicture.arePixels(context.featureNames(), d)) {
      return List.of(images(model));
    }
    if (d >= CURVE) {
      return List.of(curves(model, context));
    }
    List<Picture> pictures = new ArrayList<>();
    for (int rank = 0; rank < Math.min(2, model.numComponents()); rank++) {
      pictures.add(bars(model, context, rank));
    }
    return pictures;
  }

  private static Picture images(PcaModel model) {
    int shown = Math.min(MOST_IMAGES, model.numComponents());
    ImageGridPicture picture =
        ImageGridPicture.named("loadings")
            .title("Components as images")
            .subtitle("Blue pixels add to the coordinate, red ones take from it")
            .description(
                "The first "
                    + shown
                    + " components, each drawn as an image: blue pixels are positive loadings, red ones"
                    + " negative, blank ones have no part in it.")
            .signed()
            .eachAlone();
    for (int rank = 0; rank < shown; rank++) {
      picture.image(Integer.toString(rank + 1), model.component(rank));
    }
    return picture.build();
  }

  private static Picture curves(PcaModel model, PictureContext context) {
    int d = model.featureDim();
    int shown = Math.min(MOST_CURVES, model.numComponents());
    double[] number = new double[d];
    for (int j = 0; j < d; j++) {
      number[j] = j + 1;
    }
    LinesPicture picture =
        LinesPicture.named("loadings")
            .title("Loadings")
            .subtitle("What each feature adds to the first components")
            .description(
                "The loadings of the first "
                    + shown
                    + " components over the features in their order: far from zero, a feature weighs"
                    + " much in a component.")
            .wholeX("feature")
            .y("loading")
            .reference("", 0);
    for (int rank = 0; rank < shown; rank++) {
      float[] component = model.component(rank);
      double[] loadings = new double[d];
      for (int j = 0; j < d; j++) {
        loadings[j] = component[j];
      }
      picture.series(PcaPictures.name(model, rank, context), number, loadings, true);
    }
    return picture.build();
  }

  private static Picture bars(PcaModel model, PictureContext context, int rank) {
    List<String> names = context.featureNames();
    int d = model.featureDim();
    float[] component = model.component(rank);
    BarsPicture picture =
        BarsPicture.named("loadings-" + (rank + 1))
            .title("Loadings of component " + (rank + 1))
            .subtitle(PcaPictures.name(model, rank, context))
            .description(
                "What each feature adds to component "
                    + (rank + 1)
                    + ", the strongest first: blue adds to the coordinate, red takes from it.")
            .axis("loading");
    for (int j = 0; j < d; j++) {
      picture.bar(names.size() == d ? names.get(j) : "feature " + j, component[j]);
    }
    return picture.sorted().top(Math.min(MOST_BARS, d)).build();
  }
}
