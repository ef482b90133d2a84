package dev.orrery.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.Drawing;
import dev.orrery.core.event.Event;
import dev.orrery.kernels.Kernels;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the player plays, as JSON: planes, the sample rows on the first plane with their classes,
 * the steps that were kept, each with its drawing on one of the planes.
 */
final class PlayerData {

  /** Most sample rows in the player. */
  static final int MOST_ROWS = 1500;

  /** Most characters of labels over all steps. */
  private static final long MOST_LABELS = 400_000;

  /** Most multiplications spent on labels; beyond it fewer rows are drawn. */
  private static final double MOST_WORK = 2e9;

  /** Rows below which coloring tells nothing. */
  private static final int FEWEST_COLORED = 100;

  private final List<Event.AlgorithmStep> steps = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();
  private final List<Drawing> drawings = new ArrayList<>();
  private final int total;
  private final DenseMatrix rows;
  private final boolean colored;
  private final Optional<int[]> classes;
  private final List<String> labelNames;
  private final Projection projection;
  private final Kernels kernels;
  private final Map<List<String>, Plane> planes = new LinkedHashMap<>();

  /**
   * The data.
   *
   * @param all the steps, in order
   * @param sample rows on the plane of the features
   * @param labels one per row of the sample, or fewer when there are none
   * @param labelNames the words that stand for the labels 0, 1, ..., or empty
   */
  PlayerData(
      List<? extends Event.AlgorithmStep> all,
      DenseMatrix sample,
      float[] labels,
      List<String> labelNames,
      Projection projection,
      Kernels kernels) {
    this.labelNames = labelNames;
    this.total = all.size();
    this.projection = projection;
    this.kernels = kernels;
    for (int index : Thinning.keep(all)) {
      steps.add(all.get(index));
      numbers.add(index + 1);
      drawings.add(all.get(index).drawing());
    }
    int most = MOST_ROWS;
    long work = 0;
    int labelled = 0;
    for (Drawing drawing : drawings) {
      Optional<List<float[]>> centers = NearestLabels.centers(drawing, sample.columns());
      if (centers.isPresent()) {
        work += (long) centers.get().size() * sample.columns();
        labelled += centers.get().size() > 64 ? 2 : 1;
      }
    }
    if (labelled > 0) {
      most = (int) Math.min(most, Math.min(MOST_LABELS / labelled, MOST_WORK / work));
    }
    colored = labelled > 0 && most >= Math.min(FEWEST_COLORED, sample.rows());
    int shown = colored ? most : MOST_ROWS;
    rows = Samples.evenly(sample, shown);
    // the colors of nearest centers are those of another thing than classes
    classes =
        labelled > 0 || labels.length < sample.rows()
            ? Optional.empty()
            : RowClasses.of(Arrays.copyOf(labels, sample.rows()))
                .map(found -> chosen(found, Samples.evenly(found.length, shown)));
    measurePlanes();
  }

  private static int[] chosen(int[] values, int[] indexes) {
    return Arrays.stream(indexes).map(i -> values[i]).toArray();
  }

  /** Number of steps in the page. */
  int kept() {
    return steps.size();
  }

  /** Number of steps that were recorded. */
  int total() {
    return total;
  }

  private void measurePlanes() {
    Plane features = new Plane(projection.axes());
    planes.put(List.of(), features);
    for (double[] place : projection.project(rows)) {
      features.include(place);
    }
    for (Drawing drawing : drawings) {
      Plane plane = planes.computeIfAbsent(drawing.axes(), Plane::new);
      boolean own = !drawing.axes().isEmpty();
      for (Drawing.Points points : drawing.points()) {
        points.positions().forEach(position -> plane.include(place(position, own)));
      }
      for (Drawing.Line line : drawing.lines()) {
        line.positions().forEach(position -> plane.include(place(position, own)));
      }
      for (Drawing.Region region : drawing.regions()) {
        for (double[] corner : corners(region, own)) {
          plane.include(corner);
        }
      }
    }
  }

  /** Where a position lies: as it is on a plane of its own, else projected. */
  private double[] place(float[] position, boolean ownPlane) {
    if (ownPlane) {
      return new double[] {position[0], position[1]};
    }
    checkWidth(position);
    return projection.project(position, 0);
  }

  private double[][] corners(Drawing.Region region, boolean ownPlane) {
    if (ownPlane) {
      return new double[][] {place(region.low(), true), place(region.high(), true)};
    }
    checkWidth(region.low());
    checkWidth(region.high());
    return projection.projectBox(region.low(), region.high());
  }

  private void checkWidth(float[] position) {
    if (position.length != projection.featureDim()) {
      throw new IllegalArgumentException(
          "a step names a position of "
              + position.length
              + " coordinates where rows have "
              + projection.featureDim());
    }
  }

  /** The JSON, safe to stand inside a script element. */
  String json() throws IOException {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("grid", Plane.GRID);
      json.writeNumberField("total", total);
      json.writeObjectFieldStart("palette");
      writeStrings(json, "light", Palette.onLight());
      writeStrings(json, "dark", Palette.onDark());
      json.writeEndObject();
      json.writeArrayFieldStart("planes");
      for (Plane plane : planes.values()) {
        json.writeStartObject();
        writeStrings(json, "axes", plane.axes());
        writeRange(json, "x", plane.range(0));
        writeRange(json, "y", plane.range(1));
        json.writeEndObject();
      }
      json.writeEndArray();
      Plane features = planes.get(List.<String>of());
      json.writeArrayFieldStart("rows");
      for (double[] place : projection.project(rows)) {
        writePlace(json, place, features);
      }
      json.writeEndArray();
      if (classes.isPresent()) {
        writeClasses(json, classes.get());
      }
      json.writeArrayFieldStart("steps");
      for (int s = 0; s < steps.size(); s++) {
        writeStep(json, s);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return Html.insideScript(out.toString());
  }

  /** The class of each row, and the names of those that occur. */
  private void writeClasses(JsonGenerator json, int[] ofRows) throws IOException {
    json.writeFieldName("rowClasses");
    json.writeArray(ofRows, 0, ofRows.length);
    json.writeArrayFieldStart("classes");
    for (int label : Arrays.stream(ofRows).distinct().sorted().toArray()) {
      json.writeStartObject();
      json.writeNumberField("label", label);
      json.writeStringField(
          "name", label < labelNames.size() ? labelNames.get(label) : "class " + label);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeStep(JsonGenerator json, int s) throws IOException {
    Drawing drawing = drawings.get(s);
    boolean own = !drawing.axes().isEmpty();
    Plane plane = planes.get(drawing.axes());
    json.writeStartObject();
    json.writeNumberField("number", numbers.get(s));
    json.writeStringField("title", steps.get(s).title());
    json.writeStringField("why", steps.get(s).why());
    json.writeNumberField("plane", List.copyOf(planes.keySet()).indexOf(drawing.axes()));
    json.writeArrayFieldStart("points");
    for (Drawing.Points points : drawing.points()) {
      json.writeStartObject();
      json.writeStringField("role", points.role());
      writePlaces(json, points.positions(), plane, own);
      writeWeights(json, points.weights());
      if (points.labels().length > 0) {
        json.writeFieldName("labels");
        json.writeArray(points.labels(), 0, points.labels().length);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("lines");
    for (Drawing.Line line : drawing.lines()) {
      json.writeStartObject();
      json.writeStringField("role", line.role());
      writePlaces(json, line.positions(), plane, own);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("regions");
    for (Drawing.Region region : drawing.regions()) {
      json.writeStartObject();
      json.writeStringField("role", region.role());
      json.writeArrayFieldStart("at");
      for (double[] corner : corners(region, own)) {
        writePlace(json, corner, plane);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    Optional<List<float[]>> centers = NearestLabels.centers(drawing, rows.columns());
    if (colored && centers.isPresent()) {
      json.writeNumberField("centers", centers.get().size());
      json.writeStringField("nearest", NearestLabels.of(rows, centers.get(), kernels));
    }
    json.writeEndObject();
  }

  private void writePlaces(JsonGenerator json, List<float[]> positions, Plane plane, boolean own)
      throws IOException {
    json.writeArrayFieldStart("at");
    for (float[] position : positions) {
      writePlace(json, place(position, own), plane);
    }
    json.writeEndArray();
  }

  private static void writePlace(JsonGenerator json, double[] place, Plane plane)
      throws IOException {
    json.writeNumber(plane.onGrid(place[0], 0));
    json.writeNumber(plane.onGrid(place[1], 1));
  }

  /** Weights relative to the largest, to three digits. */
  private static void writeWeights(JsonGenerator json, double[] weights) throws IOException {
    if (weights.length == 0) {
      return;
    }
    double most = 0;
    for (double weight : weights) {
      most = Double.isFinite(weight) ? Math.max(most, weight) : most;
    }
    json.writeArrayFieldStart("weights");
    for (double weight : weights) {
      double share = most > 0 && weight > 0 ? Math.min(1, weight / most) : 0;
      json.writeNumber(Math.round(1000 * share) / 1000.0);
    }
    json.writeEndArray();
  }

  private static void writeRange(JsonGenerator json, String name, double[] range)
      throws IOException {
    json.writeArrayFieldStart(name);
    json.writeNumber(range[0]);
    json.writeNumber(range[1]);
    json.writeEndArray();
  }

  private static void writeStrings(JsonGenerator json, String name, List<String> strings)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String string : strings) {
      json.writeString(string);
    }
    json.writeEndArray();
  }
}
