package dev.orrery.datasets.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.core.text.Text;
import dev.orrery.formats.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gets a {@link Download}: brings its files, checks their SHA-256, converts them to rows, and puts
 * them with a catalog of their own into the folder of fetched data, where their samples are found
 * by name.
 */
public final class Fetch {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What the person says.
   *
   * @param from files at hand, or one folder with them; empty to download
   * @param sha256 the SHA-256 of the one file, for a download whose SHA-256 nobody is known to tell
   * @param trustFirst whether to take such a file as it comes the first time
   * @param again whether to fetch what is there already
   */
  public record Options(
      List<Path> from, Optional<String> sha256, boolean trustFirst, boolean again) {}

  /**
   * What was fetched.
   *
   * @param folder where it lies
   * @param samples names of the samples, which are read like any other now
   * @param rows rows of each sample
   * @param digests SHA-256 of each downloaded file
   */
  public record Fetched(
      Path folder, List<String> samples, List<Long> rows, Map<String, String> digests) {}

  private final Path fetchedFolder;
  private final Transfer transfer;
  private final Consumer<String> notes;

  /**
   * A way to fetch.
   *
   * @param fetchedFolder the folder of all fetched data
   * @param progress hears of the bytes that have come
   * @param notes hears what was done, a line each
   */
  public Fetch(Path fetchedFolder, ByteProgress progress, Consumer<String> notes) {
    this(fetchedFolder, new Transfer(Transfer.Patience.USUAL, progress::on), notes);
  }

  Fetch(Path fetchedFolder, Transfer transfer, Consumer<String> notes) {
    this.fetchedFolder = fetchedFolder;
    this.transfer = transfer;
    this.notes = notes;
  }

  /** Hears of the bytes that have come. */
  @FunctionalInterface
  public interface ByteProgress {
    /**
     * Some more bytes.
     *
     * @param file the file's name
     * @param done bytes so far
     * @param begun bytes that were there when this transfer began
     * @param total bytes of the whole file; -1 when the server does not tell
     */
    void on(String file, long done, long begun, long total);
  }

  /**
   * Whether all samples of a download are there.
   *
   * @param fetchedFolder the folder of all fetched data
   */
  public static boolean isFetched(Path fetchedFolder, Download download) {
    return Files.isRegularFile(fetchedFolder.resolve(download.name()).resolve("catalog.json"));
  }

  /**
   * Fetches a data set whose terms the person has accepted.
   *
   * @throws CustomerError when it cannot be had, or is not what was expected
   */
  public Fetched fetch(Download download, Options options) throws IOException {
    Path folder = fetchedFolder.resolve(download.name());
    if (isFetched(fetchedFolder, download) && !options.again()) {
      throw new CustomerError(
          Text.format("%s is there already; --again fetches it anew", download.name()),
          folder.toString());
    }
    Conversion conversion = Conversion.of(download.conversion());
    Map<String, List<String>> good = goodDigests(download, options, folder);
    Path incoming = folder.resolve("incoming");
    Map<String, Path> files = new LinkedHashMap<>();
    Map<String, String> digests = new LinkedHashMap<>();
    for (Download.RemoteFile file : download.files()) {
      Path at;
      if (options.from().isEmpty()) {
        at = incoming.resolve(file.name() + ".part");
        requireHttps(file);
        transfer.bring(file, at);
      } else {
        at = atHand(file, download, options.from());
      }
      String found = DataFile.sha256(at);
      check(download, file, at, found, good.get(file.name()), options.from().isEmpty());
      digests.put(file.name(), found);
      files.put(file.name(), at);
    }
    Path made = folder.resolve("making");
    deleteAll(made);
    Files.createDirectories(made);
    List<Conversion.Made> parts = conversion.convert(files, made, notes);
    place(download, digests, parts, made, folder);
    deleteAll(made);
    deleteAll(incoming);
    return new Fetched(
        folder,
        download.sampleNames(),
        parts.stream().map(Conversion.Made::rows).toList(),
        digests);
  }

  private static void requireHttps(Download.RemoteFile file) {
    boolean safe = "https".equals(file.url().getScheme());
    if (!safe && !Transfer.isLoopback(file.url())) {
      throw new CustomerError(
          file.url() + " is not https, by which alone data is fetched", file.url().toString());
    }
  }

  /** For each file the digests that are good; none for one that is taken as it comes. */
  private static Map<String, List<String>> goodDigests(
      Download download, Options options, Path folder) throws IOException {
    Map<String, List<String>> good = new LinkedHashMap<>();
    if (download.digestsKnown()) {
      if (options.sha256().isPresent() || options.trustFirst()) {
        throw new CustomerError(
            Text.format(
                "The catalog knows the SHA-256 of %s; --sha256 and --trust-first are for sets"
                    + " without one",
                download.name()),
            options.trustFirst() ? "--trust-first" : "--sha256");
      }
      download.files().forEach(file -> good.put(file.name(), file.sha256()));
      return good;
    }
    Download.RemoteFile file = download.files().getFirst();
    if (options.sha256().isPresent()) {
      String told = options.sha256().get().toLowerCase(java.util.Locale.ROOT);
      if (!told.matches("[0-9a-f]{64}")) {
        throw new CustomerError("--sha256 is not the 64 hexadecimal digits of one", "--sha256");
      }
      return Map.of(file.name(), List.of(told));
    }
    if (!options.trustFirst()) {
      throw new CustomerError(
          Text.format(
              "No SHA-256 of %s is known that we could confirm: give one from a source that you"
                  + " trust by --sha256 HEX, or take the file as it comes, and keep its SHA-256 for"
                  + " the next time, by --trust-first",
              file.name()),
          download.name());
    }
    Path earlier = folder.resolve("catalog.json");
    String remembered =
        Files.isRegularFile(earlier)
            ? JSON.readTree(Files.readString(earlier)).path("digests").path(file.name()).asText("")
            : "";
    return Map.of(file.name(), remembered.isEmpty() ? List.of() : List.of(remembered));
  }

  private void check(
      Download download,
      Download.RemoteFile file,
      Path at,
      String found,
      List<String> good,
      boolean downloaded)
      throws IOException {
    if (good.isEmpty()) {
      notes.accept(
          Text.format(
              "%s: SHA-256 %s, which nothing was there to compare with", file.name(), found));
      return;
    }
    if (!good.contains(found)) {
      if (downloaded) {
        Transfer.forget(at);
      }
      throw new CustomerError(
          Text.format(
              "%s of %s has the SHA-256 %s where %s was expected%s",
              downloaded ? file.name() : at,
              download.name(),
              found,
              good.getFirst(),
              downloaded ? "; what came was thrown away" : ""),
          file.name());
    }
    notes.accept(Text.format("%s: SHA-256 %s, as it should be", file.name(), found));
  }

  /** The file among those at hand: of its name, or the only one that is asked for. */
  private static Path atHand(Download.RemoteFile file, Download download, List<Path> from) {
    for (Path path : from) {
      if (!Files.exists(path)) {
        throw new CustomerError("--from names " + path + ", which is not there", path.toString());
      }
      Path named = Files.isDirectory(path) ? path.resolve(file.name()) : path;
      boolean only = download.files().size() == 1 && !Files.isDirectory(path);
      if ((only || named.getFileName().toString().equals(file.name()))
          && Files.isRegularFile(named)) {
        return named;
      }
    }
    throw new CustomerError(
        Text.format(
            "--from does not have %s, %s of %s",
            file.name(),
            download.files().size() == 1
                ? "the file"
                : "one of the " + download.files().size() + " files",
            download.name()),
        "--from");
  }

  /** Moves what was made to its place, the catalog last, so that a half is never seen. */
  private static void place(
      Download download,
      Map<String, String> digests,
      List<Conversion.Made> parts,
      Path made,
      Path folder)
      throws IOException {
    Path catalog = folder.resolve("catalog.json");
    Files.deleteIfExists(catalog);
    List<Path> files;
    try (var listing = Files.list(made)) {
      files = new ArrayList<>(listing.sorted().toList());
    }
    for (Path file : files) {
      Files.move(
          file,
          folder.resolve(file.getFileName()),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    ObjectNode root = JSON.createObjectNode().put("version", 1);
    root.put("download", download.name()).put("licence", download.licence());
    root.put("terms", download.terms()).put("terms_url", download.termsUrl());
    digests.forEach(root.putObject("digests")::put);
    ArrayNode samples = root.putArray("samples");
    for (int i = 0; i < parts.size(); i++) {
      Conversion.Made part = parts.get(i);
      ObjectNode sample = samples.addObject();
      sample.setAll((ObjectNode) common(download));
      sample.setAll((ObjectNode) download.samples().get(i));
      sample.put("file", part.file()).put("rows", part.rows());
      sample.put("sha256", DataFile.sha256(folder.resolve(part.file())));
      part.features().forEach(sample.putArray("features")::add);
    }
    AtomicFiles.write(
        catalog, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }

  private static JsonNode common(Download download) {
    ObjectNode node = JSON.createObjectNode().put("title", download.title());
    node.put("source", download.source()).put("licence", download.licence());
    node.put("citation", download.citation()).put("teaches", download.teaches());
    download.doi().ifPresent(doi -> node.put("doi", doi));
    return node;
  }

  private static void deleteAll(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}
