package dev.orrery.kernels.opencl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL10;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/**
 * Compiled kernels: from a file when this driver has compiled the same source for the same device
 * before, else compiled and written there. A file that is damaged, or that cannot be written, costs
 * a compilation and nothing else.
 */
final class ProgramCache {

  private static final int DIGEST_BYTES = 32;

  private final Path folder;
  private final OpenClDevice device;

  ProgramCache(Path folder, OpenClDevice device) {
    this.folder = folder;
    this.device = device;
  }

  /** The user's folder for what can be made again. */
  static Path folder() {
    String home = System.getProperty("user.home", ".");
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    Path caches;
    if (system.contains("mac")) {
      caches = Path.of(home, "Library", "Caches");
    } else if (system.contains("windows")) {
      String local = System.getenv("LOCALAPPDATA");
      caches = local == null ? Path.of(home, "AppData", "Local") : Path.of(local);
    } else {
      String xdg = System.getenv("XDG_CACHE_HOME");
      caches = xdg == null || xdg.isEmpty() ? Path.of(home, ".cache") : Path.of(xdg);
    }
    return caches.resolve("orrery").resolve("opencl");
  }

  /** The kernels of a shape, ready for a device. */
  long program(long context, long deviceId, Shape shape) {
    return program(context, deviceId, source(shape), options(shape));
  }

  private String options(Shape shape) {
    return shape.options()
        + (device.hasDoubles() ? " -D DOUBLES" : "")
        + (device.hasDenormals() ? "" : " -cl-denorms-are-zero");
  }

  private static String source(Shape shape) {
    try (InputStream in = ProgramCache.class.getResourceAsStream(shape.source())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the kernels in " + shape.source() + " cannot be read", e);
    }
  }

  /** A program of any source. */
  long program(long context, long deviceId, String source, String options) {
    String name =
        HexFormat.of()
            .formatHex(
                digest(
                    String.join(
                            "\n",
                            device.platform(),
                            device.name(),
                            device.version(),
                            device.driver(),
                            options,
                            source)
                        .getBytes(StandardCharsets.UTF_8)),
                0,
                16);
    Path file = folder.resolve(name + ".bin");
    return read(file)
        .flatMap(binary -> fromBinary(context, deviceId, binary, options))
        .orElseGet(
            () -> {
              long program = fromSource(context, deviceId, source, options, name);
              write(file, binary(program));
              return program;
            });
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  // Files: the digest of the binary, then the binary.

  private static Optional<byte[]> read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      byte[] all = Files.readAllBytes(file);
      if (all.length <= DIGEST_BYTES) {
        return Optional.empty();
      }
      byte[] binary = Arrays.copyOfRange(all, DIGEST_BYTES, all.length);
      boolean sound = Arrays.equals(Arrays.copyOf(all, DIGEST_BYTES), digest(binary));
      return sound ? Optional.of(binary) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // as if it were not there: it is made again
    }
  }

  private void write(Path file, byte[] binary) {
    if (binary.length == 0) {
      return;
    }
    Path beside = null;
    try {
      Files.createDirectories(folder);
      beside = Files.createTempFile(folder, "program", ".tmp");
      try (var out = Files.newOutputStream(beside)) {
        out.write(digest(binary));
        out.write(binary);
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // A cache that cannot be written is no cache; the next process compiles again.
      delete(beside);
    }
  }

  private static void delete(Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        file.toFile().deleteOnExit();
      }
    }
  }

  // Programs.

  private Optional<Long> fromBinary(long context, long deviceId, byte[] bytes, String options) {
    ByteBuffer binary = MemoryUtil.memAlloc(bytes.length);
    try (MemoryStack stack = MemoryStack.stackPush()) {
      binary.put(bytes).flip();
      var binaryStatus = stack.mallocInt(1);
      var status = stack.mallocInt(1);
      long program =
          CL10.clCreateProgramWithBinary(
              context, stack.pointers(deviceId), binary, binaryStatus, status);
      if (status.get(0) != CL10.CL_SUCCESS) {
        return Optional.empty();
      }
      if (binaryStatus.get(0) != CL10.CL_SUCCESS
          || CL10.clBuildProgram(program, deviceId, options, null, 0) != CL10.CL_SUCCESS) {
        CL10.clReleaseProgram(program);
        return Optional.empty();
      }
      return Optional.of(program);
    } finally {
      MemoryUtil.memFree(binary);
    }
  }

  private long fromSource(long context, long deviceId, String source, String options, String name) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      var status = stack.mallocInt(1);
      long program = CL10.clCreateProgramWithSource(context, source, status);
      Errors.check(status.get(0), "OpenCL could not take the kernels' source");
      int built = CL10.clBuildProgram(program, deviceId, options, null, 0);
      if (built != CL10.CL_SUCCESS) {
        String where = keep(log(program, deviceId), name);
        CL10.clReleaseProgram(program);
        Errors.check(
            built,
            "OpenCL could not compile the kernels for " + device.name() + " (" + where + ")");
      }
      return program;
    }
  }

  /** Keeps what the compiler said, and tells where. */
  private String keep(String log, String name) {
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve("build-" + name + ".log");
      Files.writeString(file, log);
      return "what the compiler said is in " + file;
    } catch (IOException e) {
      return "what the compiler said cannot be kept in " + folder + ": " + e.getMessage();
    }
  }

  private static String log(long program, long deviceId) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      PointerBuffer size = stack.mallocPointer(1);
      int status =
          CL10.clGetProgramBuildInfo(
              program, deviceId, CL10.CL_PROGRAM_BUILD_LOG, (ByteBuffer) null, size);
      if (status != CL10.CL_SUCCESS) {
        return "the driver gives no log: " + Errors.name(status);
      }
      ByteBuffer text = MemoryUtil.memAlloc((int) size.get(0));
      try {
        status =
            CL10.clGetProgramBuildInfo(program, deviceId, CL10.CL_PROGRAM_BUILD_LOG, text, null);
        return status == CL10.CL_SUCCESS
            ? MemoryUtil.memUTF8(text).replace("\0", "")
            : "the driver gives no log: " + Errors.name(status);
      } finally {
        MemoryUtil.memFree(text);
      }
    }
  }

  /** The compiled form; empty when the driver gives none. */
  private static byte[] binary(long program) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      PointerBuffer size = stack.callocPointer(1);
      int status = CL10.clGetProgramInfo(program, CL10.CL_PROGRAM_BINARY_SIZES, size, null);
      if (status != CL10.CL_SUCCESS || size.get(0) <= 0) {
        return new byte[0];
      }
      ByteBuffer binary = MemoryUtil.memAlloc((int) size.get(0));
      try {
        PointerBuffer into = stack.pointers(binary);
        status = CL10.clGetProgramInfo(program, CL10.CL_PROGRAM_BINARIES, into, null);
        byte[] bytes = new byte[status == CL10.CL_SUCCESS ? binary.remaining() : 0];
        binary.get(bytes);
        return bytes;
      } finally {
        MemoryUtil.memFree(binary);
      }
    }
  }
}
