package dev.orrery.artifacts;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.AtomicFiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * {@code model.tar.gz}: named files in a gzip-compressed tar archive, held in memory.
 *
 * <p>Equal files give an equal archive on one JDK: entries are sorted, and times, owners and
 * permissions are fixed.
 */
public final class ModelArchive {

  /** Entries, folders included, that an archive may have. */
  public static final int MAX_ENTRIES = 1000;

  /** Zero bytes at the end of a tar file; GNU tar fills up 10 KiB unless told otherwise. */
  private static final int MAX_PADDING = 1 << 20;

  private static final int PERMISSIONS = 0644;

  private ModelArchive() {}

  /**
   * Writes an archive: first beside the path, then moved there, so that nobody sees half of it.
   *
   * @param files contents by name; {@code /} parts folders
   * @throws IllegalArgumentException when a name leaves the archive's folder
   */
  public static void write(Map<String, byte[]> files, Path to) throws IOException {
    AtomicFiles.write(to, out -> write(files, out));
  }

  /** Writes an archive to a stream, which stays open. */
  static void write(Map<String, byte[]> files, OutputStream out) throws IOException {
    GZIPOutputStream gzip = new GZIPOutputStream(out); // its header has no time and no name
    TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
      if (!file.getKey().equals(safeName(file.getKey()))) {
        throw new IllegalArgumentException("no name for a file in an archive: " + file.getKey());
      }
      TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
      entry.setSize(file.getValue().length);
      entry.setModTime(FileTime.fromMillis(0));
      entry.setMode(PERMISSIONS);
      entry.setIds(0, 0);
      entry.setNames("", "");
      tar.putArchiveEntry(entry);
      tar.write(file.getValue());
      tar.closeArchiveEntry();
    }
    tar.finish();
    gzip.finish();
  }

  /**
   * The files of an archive.
   *
   * @throws CustomerError when it is missing, no such archive, cut off, damaged, too large for the
   *     memory, or holds links or names that leave its folder
   */
  public static SortedMap<String, byte[]> read(Path from) throws IOException {
    if (Files.isDirectory(from)) {
      throw new CustomerError(
          "This is a folder; a model archive (model.tar.gz) was expected.", from.toString());
    }
    try (InputStream in = Files.newInputStream(from)) {
      if (Files.isRegularFile(from) && Files.size(from) == 0) {
        throw ModelArtifacts.emptyModel(from.toString());
      }
      return read(in, from.toString());
    } catch (NoSuchFileException e) {
      throw new CustomerError("There is no such model archive.", from.toString(), e);
    }
  }

  /**
   * The files of an archive that comes as a stream; nothing is unpacked to disk.
   *
   * @param where how to name the archive in an error
   * @throws CustomerError as {@link #read(Path)}
   */
  public static SortedMap<String, byte[]> read(InputStream in, String where) throws IOException {
    return read(in, where, Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 4));
  }

  static SortedMap<String, byte[]> read(InputStream in, String where, long maxBytes)
      throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in);
    buffered.mark(2);
    if (buffered.read() != 0x1f || buffered.read() != 0x8b) {
      throw new CustomerError(
          "This is not a model archive: a gzip-compressed tar file (model.tar.gz) was expected.",
          where);
    }
    buffered.reset();
    try (GZIPInputStream gzip = new GZIPInputStream(buffered);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(gzip, StandardCharsets.UTF_8.name())) {
      SortedMap<String, byte[]> files = entries(tar, where, maxBytes);
      // The checksum comes after the padding.
      if (gzip.readNBytes(MAX_PADDING + 1).length > MAX_PADDING) {
        throw new CustomerError("The model archive goes on after its end.", where);
      }
      return files;
    } catch (IOException | IllegalArgumentException e) { // of tar and gzip, about their contents
      throw new CustomerError(
          "The model archive is cut off or damaged (" + e.getMessage() + ").", where, e);
    }
  }

  private static SortedMap<String, byte[]> entries(
      TarArchiveInputStream tar, String where, long maxBytes) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    long bytes = 0;
    int count = 0;
    for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
      if (++count > MAX_ENTRIES) {
        throw new CustomerError(
            "The model archive has more than " + MAX_ENTRIES + " entries.", where);
      }
      if (entry.isDirectory()) {
        continue;
      }
      String name = safeName(entry.getName());
      if (name == null || !entry.isFile() || entry.isSparse() || isSpecial(entry)) {
        throw new CustomerError(
            "The model archive holds '"
                + entry.getName()
                + "', which is not a plain file inside its folder.",
            where);
      }
      long left = maxBytes - bytes;
      if (entry.getSize() > left) {
        throw new CustomerError(
            "The model archive unpacks to more than "
                + maxBytes
                + " bytes, the most that is read into memory here; ORRERY_JAVA_OPTS=-Xmx8g gives"
                + " more memory, and 2 GiB is the limit.",
            where);
      }
      byte[] contents = tar.readNBytes((int) entry.getSize());
      if (contents.length != entry.getSize()) {
        throw new CustomerError(
            "The model archive ends within '" + name + "': it is cut off.", where);
      }
      bytes += contents.length;
      if (files.put(name, contents) != null) {
        throw new CustomerError("The model archive holds '" + name + "' twice.", where);
      }
    }
    return files;
  }

  private static boolean isSpecial(TarArchiveEntry entry) {
    return entry.isLink()
        || entry.isSymbolicLink()
        || entry.isCharacterDevice()
        || entry.isBlockDevice()
        || entry.isFIFO();
  }

  /** The name without {@code ./}, or null when it is empty, absolute or leaves the folder. */
  private static String safeName(String name) {
    String relative = name;
    while (relative.startsWith("./")) {
      relative = relative.substring(2);
    }
    if (relative.isEmpty() || relative.indexOf('\\') >= 0 || relative.indexOf('\0') >= 0) {
      return null;
    }
    for (String part : relative.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return null;
      }
    }
    return relative;
  }
}
