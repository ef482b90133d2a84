package dev.orrery.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.text.Text;
import dev.orrery.formats.ContentType;
import dev.orrery.formats.Converter;
import dev.orrery.formats.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A kind of data to make, with parameters and a seed: {@code
 * Generation.of("blobs").with("clusters", 5).seed(7).inMemory()}. It does not change: {@link #with}
 * and {@link #seed} make another.
 */
public final class Generation {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Generator generator;
  private final Map<String, String> given;
  private final long seed;

  private Generation(Generator generator, Map<String, String> given, long seed) {
    this.generator = generator;
    this.given = given;
    this.seed = seed;
  }

  /**
   * A kind with all its defaults and seed 0.
   *
   * @param kind one of {@link Generator#all()} by its name
   * @throws CustomerError when there is no such kind
   */
  public static Generation of(String kind) {
    return new Generation(Generator.find(kind), Map.of(), 0);
  }

  /**
   * The same with a parameter set.
   *
   * @throws CustomerError when the kind has no such parameter, or the value is out of its range
   */
  public Generation with(String parameter, Object value) {
    String text = String.valueOf(value);
    Hyperparameter<?> known =
        generator
            .parameters()
            .find(parameter)
            .orElseThrow(
                () ->
                    new CustomerError(
                        Text.format(
                            "%s takes no --%s, but %s",
                            generator.name(),
                            parameter,
                            generator.parameters().all().stream()
                                .map(each -> "--" + each.name())
                                .collect(Collectors.joining(", "))),
                        "--" + parameter));
    boolean auto = known.autoMeaning().isPresent() && text.equals("auto");
    if (!auto && known.type().parse(text).isEmpty()) {
      throw new CustomerError(
          Text.format(
              "--%s is '%s' where %s was expected", parameter, text, known.type().describe()),
          "--" + parameter);
    }
    Map<String, String> more = new LinkedHashMap<>(given);
    more.put(parameter, text);
    return new Generation(generator, more, seed);
  }

  /** The same with another seed. */
  public Generation seed(long other) {
    return new Generation(generator, given, other);
  }

  /** The kind. */
  public Generator kind() {
    return generator;
  }

  /** All parameters, defaults included. */
  public Map<String, String> parameters() {
    return values().asMap();
  }

  /** Number of rows. */
  public long rows() {
    return Long.parseLong(parameters().get("rows"));
  }

  /**
   * The rows, drawn as they are read; labels are of size 1, or 0 where the kind has none. Users and
   * items of ratings are one column each.
   *
   * @throws CustomerError when the parameters do not fit each other
   */
  public DataSource source() {
    return source(recipe());
  }

  /** As {@link #source()}, with one column per user and per item of ratings, in sparse rows. */
  public DataSource encodedSource() {
    return source(recipe().encoded());
  }

  /**
   * What an algorithm may find, as JSON has it: numbers (as {@code Double} and {@code Long}),
   * strings, arrays of {@code double}, lists and maps. Centers, weights, factors, a basis, or the
   * places and kinds of anomalies, by the kind.
   */
  public Map<String, Object> truth() {
    return recipe().truth();
  }

  /**
   * All rows in memory.
   *
   * @throws CustomerError when they are more values than an array can hold
   */
  public Generated inMemory() {
    DataSource source = source();
    if (rows() > Integer.MAX_VALUE - 8) {
      throw new CustomerError(rows() + " rows are too many for the memory", "--rows");
    }
    float[][] rows = new float[(int) rows()][];
    float[] labels = new float[0];
    try (BatchReader reader = source.open()) {
      int at = 0;
      for (Batch batch = reader.next(GeneratedSource.BLOCK);
          batch != null;
          batch = reader.next(GeneratedSource.BLOCK)) {
        if (batch.labelSize() > 0) {
          labels = at == 0 ? new float[rows.length] : labels;
          System.arraycopy(batch.labels(), 0, labels, at, batch.rows());
        }
        DenseMatrix features = batch.features().toDense();
        for (int i = 0; i < batch.rows(); i++) {
          int from = features.rowOffset(i);
          rows[at++] = Arrays.copyOfRange(features.values(), from, from + features.columns());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Generated(rows, labels, source.featureNames(), truth());
  }

  /**
   * What was written.
   *
   * @param data the rows
   * @param truth the truth beside them, as JSON
   * @param rows number of rows
   * @param features number of columns that are features
   * @param label name of the label; null when there is none
   */
  public record Written(Path data, Path truth, long rows, int features, String label) {}

  /**
   * Writes the rows to a file and the truth beside it, as {@code NAME.truth.json}. CSV has a header
   * unless the content type says {@code header=absent}, the label first; other formats have one
   * column per user and per item of ratings.
   *
   * @throws CustomerError when the parameters do not fit each other, or the content type says
   *     another number of labels
   */
  public Written write(Path out, ContentType type) throws IOException {
    boolean csv = type.mediaType() == MediaType.CSV;
    Recipe recipe = csv ? recipe() : recipe().encoded();
    int labels = recipe.label().isPresent() ? 1 : 0;
    if (type.labelSize().orElse(labels) != labels) {
      throw new CustomerError(
          Text.format(
              "The content type says label_size=%d where %s has %d",
              type.labelSize().getAsInt(), generator.name(), labels),
          type.toString());
    }
    Path truthFile = truthFile(out);
    List<String> header =
        new java.util.ArrayList<>(
            csv && type.header().orElse(true) ? recipe.features() : List.<String>of());
    if (!header.isEmpty()) {
      recipe.label().ifPresent(header::addFirst);
    }
    Converter.convert(source(recipe), type, out, header);
    AtomicFiles.write(truthFile, JSON.writeValueAsString(record(recipe)) + "\n");
    return new Written(
        out, truthFile, rows(), recipe.features().size(), recipe.label().orElse(null));
  }

  /** The parameters and the truth, in the order of the file. */
  private Map<String, Object> record(Recipe recipe) throws JsonProcessingException {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("version", 1);
    record.put("kind", generator.name());
    record.put("parameters", parameters());
    record.put("seed", seed);
    record.put("label", recipe.label().orElse(null));
    record.put("truth", recipe.truth());
    return record;
  }

  private static Path truthFile(Path out) {
    String name = out.getFileName().toString();
    String bare = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    int dot = bare.lastIndexOf('.');
    return out.resolveSibling((dot > 0 ? bare.substring(0, dot) : bare) + ".truth.json");
  }

  private Hyperparameters values() {
    return generator.parameters().validate(given);
  }

  private Recipe recipe() {
    Draws draws = new Draws(random().stream("datasets." + generator.name()));
    return generator.recipe(values(), draws);
  }

  private DataSource source(Recipe recipe) {
    return new GeneratedSource(generator.name(), recipe, random(), rows());
  }

  private RandomStreams random() {
    return new RandomStreams(seed);
  }
}
