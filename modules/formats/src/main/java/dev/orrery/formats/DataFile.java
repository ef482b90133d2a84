package dev.orrery.formats;

import dev.orrery.core.data.Batch;
import dev.orrery.core.error.CustomerError;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/** One file of a data argument. */
public final class DataFile {

  private static final int BUFFER = 1 << 16;

  private final String name;
  private final Path path;
  private final MediaType mediaType;
  private final byte[] content;
  private final Batch rows;
  private final AtomicLong bytesRead;
  private String sha256;

  DataFile(String name, Path path, MediaType mediaType) {
    this(name, path, mediaType, null, null, new AtomicLong());
  }

  private DataFile(
      String name,
      Path path,
      MediaType mediaType,
      byte[] content,
      Batch rows,
      AtomicLong bytesRead) {
    this.name = name;
    this.path = path;
    this.mediaType = mediaType;
    this.content = content;
    this.rows = rows;
    this.bytesRead = bytesRead;
  }

  /** Bytes that are in memory, such as the body of a request. */
  static DataFile inMemory(String name, byte[] content, MediaType mediaType) {
    return new DataFile(name, Path.of(name), mediaType, content, null, new AtomicLong());
  }

  /** Rows that are in memory, which no bytes stand for; they count as RecordIO, which all take. */
  static DataFile ofRows(String name, Batch rows) {
    return new DataFile(name, Path.of(""), MediaType.RECORDIO, new byte[0], rows, new AtomicLong());
  }

  /** The rows, where they are in memory. */
  Optional<Batch> rows() {
    return Optional.ofNullable(rows);
  }

  /** This file, adding to {@code total} the bytes of it that are read, as they lie on the disk. */
  DataFile counting(AtomicLong total) {
    return new DataFile(name, path, mediaType, content, rows, total);
  }

  /** What to call it in messages. */
  public String name() {
    return name;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Its format. */
  public MediaType mediaType() {
    return mediaType;
  }

  /** Its size in bytes, as it lies on the disk. */
  public long bytes() throws IOException {
    return content == null ? Files.size(path) : content.length;
  }

  /** SHA-256 of its bytes as they lie on the disk, in hexadecimal; read once, then remembered. */
  public synchronized String sha256() throws IOException {
    if (sha256 == null) {
      try (InputStream in = content == null ? Files.newInputStream(path) : open()) {
        sha256 = digest(in);
      }
    }
    return sha256;
  }

  /** SHA-256 of a file's bytes, in hexadecimal. */
  public static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return digest(in);
    }
  }

  private static String digest(InputStream in) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its bytes from the first, gzip undone. */
  InputStream open() throws IOException {
    return content == null
        ? open(new Counted(Files.newInputStream(path), bytesRead), name)
        : new ByteArrayInputStream(content);
  }

  /** The bytes of a file, with gzip (known by its magic number) undone. */
  static InputStream open(Path path, String name) throws IOException {
    return open(Files.newInputStream(path), name);
  }

  private static InputStream open(InputStream bytes, String name) throws IOException {
    PushbackInputStream file = new PushbackInputStream(bytes, 2);
    try {
      byte[] magic = new byte[2];
      int read = file.readNBytes(magic, 0, 2);
      file.unread(magic, 0, read);
      boolean gzip = read == 2 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B;
      return gzip ? new Gunzip(file, name) : file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Bytes that are counted as they are read. */
  private static final class Counted extends FilterInputStream {
    private final AtomicLong total;

    Counted(InputStream in, AtomicLong total) {
      super(in);
      this.total = total;
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      total.addAndGet(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = in.read(into, offset, length);
      total.addAndGet(Math.max(0, count));
      return count;
    }
  }

  /** Gzip whose damage is told with the file's name. */
  private static final class Gunzip extends InputStream {
    private final InputStream file;
    private final String name;
    private GZIPInputStream in;

    Gunzip(InputStream file, String name) {
      this.file = file;
      this.name = name;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        if (in == null) {
          in = new GZIPInputStream(file, BUFFER);
        }
        return in.read(into, offset, length);
      } catch (java.io.EOFException e) {
        throw new CustomerError(
            name + " is cut off: its gzip data ends before its end mark", name, e);
      } catch (java.util.zip.ZipException e) {
        throw new CustomerError(
            name + " is damaged: its gzip data cannot be undone (" + e.getMessage() + ")", name, e);
      }
    }

    @Override
    public void close() throws IOException {
      if (in != null) {
        in.close();
      }
      file.close();
    }
  }
}
