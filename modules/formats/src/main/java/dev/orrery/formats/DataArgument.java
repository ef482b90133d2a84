package dev.orrery.formats;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a data argument names.
 *
 * @param files the files in order, at least one
 * @param sample the sample that it is, if it is one
 */
record DataArgument(List<DataFile> files, Optional<Sample> sample) {

  private static final int DEEPEST = 3;
  private static final byte[] RECORDIO_MAGIC = {0x0A, 0x23, (byte) 0xD7, (byte) 0xCE};

  /** Finds the sample, file, folder or files of a glob that {@code argument} names. */
  static DataArgument resolve(
      String argument,
      Optional<ContentType> contentType,
      Path datasetsFolder,
      java.util.function.Consumer<String> notes)
      throws IOException {
    if (argument.matches("[A-Za-z0-9_-]+")) {
      Catalog catalog = Catalog.load(datasetsFolder);
      Optional<Sample> sample = catalog.find(argument);
      if (sample.isPresent()) {
        Path path = catalog.path(sample.get());
        if (Files.exists(Path.of(argument))) {
          notes.accept(
              Text.format(
                  "%s is the sample; ./%s would be the file of that name", argument, argument));
        }
        String name = path.getFileName().toString();
        requireReadable(path, name);
        return new DataArgument(List.of(file(name, path, contentType, notes)), sample);
      }
    }
    List<Path> paths = paths(argument, datasetsFolder);
    Optional<Sample> known =
        contentType.isEmpty() && paths.size() == 1
            ? Catalog.load(datasetsFolder).at(paths.getFirst())
            : Optional.empty();
    known.ifPresent(
        sample ->
            notes.accept(
                Text.format(
                    "%s is the sample %s, whose label and columns are known",
                    argument, sample.name())));
    List<DataFile> files = new ArrayList<>();
    for (Path path : paths) {
      requireReadable(path, path.toString());
      // The decision is told once, for the first file; the others must agree with it.
      files.add(file(path.toString(), path, contentType, files.isEmpty() ? notes : line -> {}));
      DataFile first = files.getFirst();
      DataFile last = files.getLast();
      if (last.mediaType() != first.mediaType()) {
        throw new CustomerError(
            Text.format(
                "%s is %s and %s is %s, where one format was expected",
                first.name(), first.mediaType(), last.name(), last.mediaType()),
            argument);
      }
    }
    return new DataArgument(List.copyOf(files), known);
  }

  private static List<Path> paths(String argument, Path datasetsFolder) throws IOException {
    Path path = path(argument);
    if (path != null && Files.isDirectory(path)) {
      List<Path> files = walk(path, DEEPEST, found -> true);
      if (files.isEmpty()) {
        throw new CustomerError(
            argument + " is a folder without files (those that begin with . or _ do not count)",
            argument);
      }
      return files;
    }
    if (path != null && Files.exists(path)) {
      return List.of(path);
    }
    if (argument.matches(".*[*?\\[{].*")) {
      List<Path> files = glob(argument);
      if (files.isEmpty()) {
        throw new CustomerError("no file matches " + argument, argument);
      }
      return files;
    }
    Catalog catalog = Catalog.load(datasetsFolder);
    String suggestion =
        catalog.downloads().contains(argument)
            ? Text.format("; './orrery datasets fetch %s' shows its terms and gets it", argument)
            : catalog
                .nearest(argument)
                .map(sample -> "; did you mean the sample '" + sample.name() + "'?")
                .orElse("; './orrery datasets list' names the samples");
    throw new CustomerError(
        Text.format(
            "'%s' is neither a sample nor a file, a folder or a glob with files%s",
            argument, suggestion),
        argument);
  }

  private static Path path(String argument) {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      // Such as a glob where file names may not contain an asterisk.
      return null;
    }
  }

  private static List<Path> glob(String argument) throws IOException {
    String before = argument.split("[*?\\[{]", 2)[0];
    int slash = before.lastIndexOf('/');
    Path base = Path.of(slash < 0 ? "" : before.substring(0, slash + 1));
    if (!Files.isDirectory(base)) {
      return List.of();
    }
    String rest = argument.substring(slash + 1);
    int depth = rest.contains("**") ? Integer.MAX_VALUE : rest.split("/").length;
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
    return walk(base, depth, found -> matcher.matches(base.relativize(found)));
  }

  /** Files below a folder in the order of their names; hidden ones and markers do not count. */
  private static List<Path> walk(Path base, int depth, java.util.function.Predicate<Path> wanted)
      throws IOException {
    try (Stream<Path> found = Files.walk(base, depth)) {
      return found
          .filter(Files::isRegularFile)
          .filter(file -> visible(base.relativize(file)))
          .filter(wanted)
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean visible(Path relative) {
    for (Path name : relative) {
      if (name.toString().startsWith(".") || name.toString().startsWith("_")) {
        return false;
      }
    }
    return true;
  }

  private static void requireReadable(Path path, String name) {
    if (!Files.isReadable(path)) {
      throw new CustomerError(
          name + (Files.exists(path) ? " may not be read" : " is not there"), path.toString());
    }
    if (!Files.isRegularFile(path)) {
      throw new CustomerError(
          name
              + " is a pipe or a device, and data is read several times (its format, its SHA-256,"
              + " every pass); write it to a file first. --input-mode Pipe reads a file strictly"
              + " forwards",
          path.toString());
    }
  }

  private static DataFile file(
      String name,
      Path path,
      Optional<ContentType> contentType,
      java.util.function.Consumer<String> notes)
      throws IOException {
    if (contentType.isPresent()) {
      notes.accept(Text.format("%s: %s, as asked for", name, contentType.get()));
      return new DataFile(name, path, contentType.get().mediaType());
    }
    MediaType type = MediaType.CSV;
    String how = "since nothing tells of another format";
    Optional<MediaType> suffix = MediaType.bySuffix(name);
    byte[] magic = magic(path, name);
    refuseForeign(magic, name);
    if (Arrays.equals(magic, RECORDIO_MAGIC)) {
      type = MediaType.RECORDIO;
      how = "by its magic number";
    } else if (suffix.isPresent()) {
      type = suffix.get();
      how = "by its suffix";
    }
    notes.accept(Text.format("%s: %s, %s", name, type, how));
    return new DataFile(name, path, type);
  }

  private static byte[] magic(Path path, String name) throws IOException {
    try (InputStream in = DataFile.open(path, name)) {
      return in.readNBytes(4);
    }
  }

  /** What is known by its first bytes to be none of the formats. */
  private static void refuseForeign(byte[] magic, String name) {
    String format =
        switch (new String(magic, StandardCharsets.ISO_8859_1)) {
          case "PK\3\4" -> "a zip archive, or a workbook of Excel";
          case "PAR1" -> "Parquet";
          case "%PDF" -> "a PDF document";
          case "\u0089PNG" -> "a picture";
          default -> null;
        };
    if (format != null) {
      throw new CustomerError(
          Text.format(
              "%s is %s, where CSV, RecordIO-protobuf, libsvm, JSON or JSON Lines was expected",
              name, format),
          name);
    }
  }
}
