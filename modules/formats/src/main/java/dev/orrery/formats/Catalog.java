package dev.orrery.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.EditDistance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The samples that come with Orrery, as {@code catalog.json} in their folder lists them. */
public final class Catalog {

  /** Name of the file that lists the samples of a folder. */
  static final String FILE = "catalog.json";

  private final Path folder;
  private final List<Sample> samples;

  private Catalog(Path folder, List<Sample> samples) {
    this.folder = folder;
    this.samples = samples;
  }

  /**
   * Reads the catalog of a folder. A folder without a catalog has no samples.
   *
   * @throws CustomerError when the catalog is not the JSON that was expected
   */
  public static Catalog load(Path datasetsFolder) throws IOException {
    Path file = datasetsFolder.resolve(FILE);
    List<Sample> samples = new ArrayList<>();
    if (Files.isRegularFile(file)) {
      try {
        for (JsonNode node : new ObjectMapper().readTree(Files.readString(file)).path("samples")) {
          samples.add(sample(node));
        }
      } catch (JsonProcessingException e) {
        throw new CustomerError(file + " is not JSON", file.toString(), e);
      }
    }
    return new Catalog(datasetsFolder, List.copyOf(samples));
  }

  /** All samples, in the order of the catalog. */
  public List<Sample> samples() {
    return samples;
  }

  /** The sample of a name. */
  public Optional<Sample> find(String name) {
    return samples.stream().filter(sample -> sample.name().equals(name)).findFirst();
  }

  /** Where a sample's file lies. */
  public Path path(Sample sample) {
    return folder.resolve(sample.file());
  }

  /** The sample whose file lies at a path. */
  Optional<Sample> at(Path path) throws IOException {
    for (Sample sample : samples) {
      Path file = path(sample);
      if (path.endsWith(file.getFileName()) && Files.exists(file) && Files.isSameFile(file, path)) {
        return Optional.of(sample);
      }
    }
    return Optional.empty();
  }

  /** The sample whose name is most like a word, if one is at all like it. */
  public Optional<Sample> nearest(String word) {
    return samples.stream()
        .min(Comparator.comparingInt(sample -> EditDistance.of(word, sample.name())))
        .filter(
            sample ->
                EditDistance.of(word, sample.name()) <= Math.max(2, sample.name().length() / 3)
                    || word.length() > 2 && sample.name().contains(word));
  }

  private static Sample sample(JsonNode node) {
    Map<String, Map<String, String>> presets = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> preset : node.path("presets").properties()) {
      Map<String, String> values = new LinkedHashMap<>();
      preset.getValue().properties().forEach(e -> values.put(e.getKey(), e.getValue().asText()));
      presets.put(preset.getKey(), values);
    }
    return new Sample(
        node.path("name").asText(),
        node.path("title").asText(),
        node.path("file").asText(),
        node.path("source").asText(),
        optional(node.path("doi")),
        node.path("licence").asText(),
        node.path("citation").asText(),
        node.path("rows").asLong(),
        texts(node.path("features")),
        optional(node.path("label")),
        texts(node.path("drop")),
        texts(node.path("one_hot")),
        node.path("sha256").asText(),
        node.path("teaches").asText(),
        presets);
  }

  private static Optional<String> optional(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return List.copyOf(texts);
  }
}
