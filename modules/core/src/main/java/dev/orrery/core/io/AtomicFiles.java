package dev.orrery.core.io;

import dev.orrery.core.text.Text;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files that are there whole or not at all: written beside their place, then moved there. */
public final class AtomicFiles {

  /** The name of a file that is being written. */
  private static final Pattern BESIDE = Pattern.compile("\\..+\\.(?<pid>\\d{1,18})-\\d+\\.tmp");

  private AtomicFiles() {}

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Content {
    /** Writes it; need not flush or close, and may do both. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Replaces {@code file} by what {@code content} writes, making its folder where it is missing. On
   * any failure the old file stays as it was. A symbolic link stays one and its target is replaced;
   * a device or a pipe is written to.
   */
  public static void write(Path file, Content content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
        content.writeTo(out);
      }
      return;
    }
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path beside =
        target.resolveSibling(
            Text.format(
                ".%s.%d-%d.tmp",
                target.getFileName(), ProcessHandle.current().pid(), System.nanoTime()));
    FileChannel channel = create(beside, file);
    try {
      try (channel) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(new Unclosed(out));
        out.flush();
        channel.force(true);
      }
      try {
        Files.move(
            beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /**
   * Deletes what a process that was killed left beside the files that it wrote in a folder. What a
   * process that is still there writes stays, unless it is this one: call it before writing there.
   */
  public static void removeLeftovers(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher name = BESIDE.matcher(file.getFileName().toString());
        if (name.matches() && isOver(Long.parseLong(name.group("pid")))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Processes of containers often have the number that the one before them had. */
  private static boolean isOver(long pid) {
    return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
  }

  /** Tells of the file that was asked for, and not of the one beside it. */
  private static FileChannel create(Path beside, Path file) throws IOException {
    try {
      Files.createDirectories(beside.getParent());
      return FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileSystemException e) {
      FileSystemException told =
          new FileSystemException(
              file.toString(), null, "It cannot be written: its folder takes no files");
      told.initCause(e);
      throw told;
    }
  }

  /** A stream that stays open until its bytes are safe. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }

  /** Replaces {@code file} by some bytes. */
  public static void write(Path file, byte[] bytes) throws IOException {
    write(file, out -> out.write(bytes));
  }

  /** Replaces {@code file} by a text in UTF-8. */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
