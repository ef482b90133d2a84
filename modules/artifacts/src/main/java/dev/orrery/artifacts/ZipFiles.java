package dev.orrery.artifacts;

import dev.orrery.core.error.CustomerError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Named files in a zip archive, held in memory, as {@code model_algo-1} of linear learner and
 * factorization machines is (spec B1.6, B6.6). Equal files give equal bytes on one JDK: entries are
 * sorted and have one fixed time.
 */
final class ZipFiles {

  private static final int MAX_ENTRIES = 1000;

  /**
   * Local, so that no time zone changes the bytes; the first moment of 1980 itself would be written
   * in universal time as well.
   */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private ZipFiles() {}

  /** The bytes of an archive. */
  static byte[] write(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not from memory
    }
    return bytes.toByteArray();
  }

  /**
   * The files of an archive.
   *
   * @param where how to name it in an error
   * @throws CustomerError when it is no zip archive, cut off, damaged, or unpacks to more than the
   *     memory allows
   */
  static SortedMap<String, byte[]> read(byte[] archive, String where) {
    return read(
        archive, where, Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 4));
  }

  static SortedMap<String, byte[]> read(byte[] archive, String where, long maxBytes) {
    if (!isZip(archive)) {
      throw new CustomerError("This is not a zip archive.", where);
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    long left = maxBytes;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      int count = 0;
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
        if (++count > MAX_ENTRIES) {
          throw new CustomerError(
              "The zip archive has more than " + MAX_ENTRIES + " entries.", where);
        }
        if (entry.isDirectory()) {
          continue;
        }
        byte[] contents = zip.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE - 8));
        if (contents.length > left) {
          throw new CustomerError(
              "The zip archive unpacks to more than "
                  + maxBytes
                  + " bytes, the most that is read into memory here.",
              where);
        }
        left -= contents.length;
        if (files.put(entry.getName(), contents) != null) {
          throw new CustomerError("The zip archive holds '" + entry.getName() + "' twice.", where);
        }
      }
    } catch (IOException | IllegalArgumentException e) { // of zip, about its contents
      throw new CustomerError(
          "The zip archive is cut off or damaged (" + e.getMessage() + ").", where, e);
    }
    return files;
  }

  /** Whether some bytes begin as a zip archive does. */
  static boolean isZip(byte[] bytes) {
    return bytes.length >= 4
        && bytes[0] == 'P'
        && bytes[1] == 'K'
        && bytes[2] == 3
        && bytes[3] == 4;
  }
}
