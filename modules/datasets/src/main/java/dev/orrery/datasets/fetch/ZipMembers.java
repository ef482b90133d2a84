package dev.orrery.datasets.fetch;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Some members of a zip archive, each read into memory within a bound. Nothing is written by the
 * names in the archive; one that has names which lead out of a folder is refused whole.
 */
final class ZipMembers implements Closeable {

  private final Path archive;
  private final ZipFile zip;

  ZipMembers(Path archive) throws IOException {
    this.archive = archive;
    try {
      zip = new ZipFile(archive.toFile());
    } catch (ZipException e) {
      throw new CustomerError(
          archive + " is not a zip archive, or is damaged", archive.toString(), e);
    }
    try {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        refuseEscape(all.nextElement().getName());
      }
    } catch (RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private void refuseEscape(String name) {
    boolean escapes =
        name.startsWith("/")
            || name.contains("\\")
            || name.matches("[A-Za-z]:.*")
            || name.equals("..")
            || name.startsWith("../")
            || name.endsWith("/..")
            || name.contains("/../");
    if (escapes) {
      throw new CustomerError(
          Text.format("%s has the name '%s', which leads out of its folder", archive, name),
          archive.toString());
    }
  }

  /**
   * The bytes of a member.
   *
   * @param most how many there may be, whatever the archive says of its size
   */
  byte[] read(String member, int most) throws IOException {
    ZipEntry entry = zip.getEntry(member);
    if (entry == null) {
      throw new CustomerError(archive + " has no " + member, archive.toString());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = zip.getInputStream(entry)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (bytes.size() + count > most) {
          throw new CustomerError(
              Text.format(
                  "%s has more than the %,d bytes of %s that were expected at most",
                  archive, most, member),
              archive.toString());
        }
        bytes.write(buffer, 0, count);
      }
    } catch (ZipException e) {
      throw new CustomerError(
          Text.format("%s is damaged: %s cannot be read", archive, member), archive.toString(), e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
