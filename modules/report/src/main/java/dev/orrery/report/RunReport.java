package dev.orrery.report;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.Event;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pictures of a run and its page: {@code report.html}, one file that needs no other and no
 * network, and {@code pictures/*.png} and {@code *.svg}. The same input makes the same bytes on the
 * same machine.
 */
public final class RunReport {

  /** The name of the page in the run's folder. */
  public static final String PAGE = "report.html";

  /** The name of the folder of pictures in the run's folder. */
  public static final String PICTURES = "pictures";

  private RunReport() {}

  /**
   * Everything the report shows, gathered by the caller.
   *
   * @param title such as {@code K-means on digits}
   * @param algorithm the algorithm's name, such as {@code kmeans}
   * @param headline one sentence with what matters most; may be empty
   * @param facts where the run came from, in the order in which they are shown
   * @param hyperparameters the values in force, in order
   * @param defaults the default of each hyperparameter that has one
   * @param notes what was decided for the user
   * @param warnings what the user should know of
   * @param rules the rules that watched training, in order
   * @param metrics the values of the whole run
   * @param measured values by pass, for the curves
   * @param steps what the player plays, in order; a long list is thinned
   * @param model the model, when training came to one
   * @param rows a sample of the training rows in their order, up to a few thousand, with their
   *     labels where training had any; may have no rows
   * @param featureNames a name per column, or empty
   * @param labelNames the words that stand for the labels 0, 1, ..., or empty
   * @param axes two features to draw on, by name or by number where there are no names; else the
   *     first two principal directions of the sample
   * @param channels the channels that can be read again, by name
   * @param context kernels, threads and randomness for what pictures and player need
   */
  public record Input(
      String title,
      String algorithm,
      String headline,
      List<Fact> facts,
      Map<String, String> hyperparameters,
      Map<String, String> defaults,
      List<String> notes,
      List<String> warnings,
      List<Rule> rules,
      List<Metric> metrics,
      List<Event.Measured> measured,
      List<Event.AlgorithmStep> steps,
      Optional<Model> model,
      Batch rows,
      List<String> featureNames,
      List<String> labelNames,
      Optional<String[]> axes,
      Map<String, DataSource> channels,
      RunContext context) {}

  /**
   * One thing to know about a run.
   *
   * @param name such as {@code Backend}
   * @param value such as {@code simd}
   * @param verbatim whether the value is a command, a path or a hash, to be shown letter by letter
   */
  public record Fact(String name, String value, boolean verbatim) {

    /** A fact in plain words. */
    public static Fact of(String name, String value) {
      return new Fact(name, value, false);
    }

    /** A command, a path or a hash. */
    public static Fact verbatim(String name, String value) {
      return new Fact(name, value, true);
    }
  }

  /**
   * A rule that watched training.
   *
   * @param name the name of its configuration
   * @param status such as {@code IssuesFound}
   * @param sentence what it has found; may be empty
   * @param parameters what it was told, in order
   */
  public record Rule(String name, String status, String sentence, Map<String, String> parameters) {}

  /**
   * What was written.
   *
   * @param page the page
   * @param pictures the pictures, a PNG and an SVG of each; empty on a machine without fonts, which
   *     the page then says
   */
  public record Written(Path page, List<Path> pictures) {}

  /**
   * Writes the page and the pictures into a folder, which is made where it is missing. Each file is
   * written beside its place and then moved there, the page last.
   *
   * @throws dev.orrery.core.error.CustomerError when an axis is not a feature
   */
  public static Written write(Input input, Path folder) throws IOException {
    DenseMatrix sample = Samples.dense(input.rows().features());
    Projection projection = Projection.of(sample, input.featureNames(), input.axes());
    List<String> warnings = new ArrayList<>(input.warnings());
    List<Page.Group> groups = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    Optional<String> noFonts = Fonts.missing();
    if (noFonts.isPresent()) {
      warnings.add(noFonts.get());
    } else {
      List<Picture> ofModel = ofModel(input, sample, projection);
      List<String> drawn = ofModel.stream().map(Picture::name).toList();
      CurvePictures.Curves curves = CurvePictures.of(input.measured());
      // an algorithm that draws such a curve itself knows more of it
      List<Picture> ofTraining =
          curves.pictures().stream().filter(curve -> !drawn.contains(curve.name())).toList();
      List<Picture> all = new ArrayList<>(ofModel);
      all.addAll(ofTraining);
      DrawnPictures.Written written =
          DrawnPictures.write(all, folder.resolve(PICTURES), input.context().parallel().threads());
      files.addAll(written.files());
      List<DrawnPictures.Shown> shown = written.shown();
      addGroup("The model", shown.subList(0, ofModel.size()), "", groups);
      addGroup(
          "Training, pass by pass",
          shown.subList(ofModel.size(), shown.size()),
          curves.line(),
          groups);
    }
    PlayerData player =
        new PlayerData(
            input.steps(),
            sample,
            input.rows().labelSize() == 1 ? input.rows().labels() : new float[0],
            input.labelNames(),
            projection,
            input.context().kernels());
    Path page = folder.resolve(PAGE);
    AtomicFiles.write(page, new Page(input, warnings, groups, player).html());
    return new Written(page, List.copyOf(files));
  }

  private static void addGroup(
      String title, List<DrawnPictures.Shown> pictures, String line, List<Page.Group> groups) {
    if (!pictures.isEmpty() || !line.isEmpty()) {
      groups.add(new Page.Group(title, List.copyOf(pictures), line));
    }
  }

  private static List<Picture> ofModel(Input input, DenseMatrix sample, Projection projection) {
    List<Picture> pictures = new ArrayList<>();
    input
        .model()
        .ifPresent(
            model ->
                ModelPictures.find(input.algorithm())
                    .map(
                        drawer ->
                            drawer.pictures(
                                new PictureContext(
                                    model,
                                    sample,
                                    input.rows().labels(),
                                    input.featureNames(),
                                    input.labelNames(),
                                    input.hyperparameters(),
                                    input.channels(),
                                    input.measured(),
                                    input.steps(),
                                    projection,
                                    input.context())))
                    .ifPresent(pictures::addAll));
    return pictures;
  }
}
