package dev.orrery.kernels.opencl;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.lwjgl.opencl.CL;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.Platform;

/** Loads OpenCL's library by the names that it has on this platform. */
final class OpenClLibrary {

  private OpenClLibrary() {}

  /** Loads it; says why it cannot. */
  static Optional<String> load() {
    try {
      quiet();
      Configuration.OPENCL_EXPLICIT_INIT.set(true);
      return load(names());
    } catch (LinkageError e) {
      return Optional.of("LWJGL's own library for this platform is missing (" + first(e) + ")");
    }
  }

  private static List<String> names() {
    String named = Configuration.OPENCL_LIBRARY_NAME.get();
    if (named != null) {
      return List.of(named);
    }
    return switch (Platform.get()) {
      // The plain name is only there when a package for developers is.
      case LINUX, FREEBSD -> List.of("libOpenCL.so.1", "libOpenCL.so");
      case MACOSX -> List.of("/System/Library/Frameworks/OpenCL.framework/OpenCL");
      case WINDOWS -> List.of("OpenCL.dll");
    };
  }

  private static Optional<String> load(List<String> names) {
    String why = "";
    for (String name : names) {
      try {
        CL.create(name);
        return Optional.empty();
      } catch (UnsatisfiedLinkError e) {
        why = first(e);
      }
    }
    return Optional.of("there is no OpenCL library (" + why + ")");
  }

  private static String first(LinkageError e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  /** Keeps LWJGL from warnings of sun.misc.Unsafe, and from advice on what is told here. */
  private static void quiet() {
    if (Configuration.MEMORY_BACKEND.get() == null) {
      Configuration.MEMORY_BACKEND.set("ffm");
    }
    if (!Configuration.DEBUG.get(false) && !Configuration.DEBUG_LOADER.get(false)) {
      Configuration.DEBUG_STREAM.set(
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }
  }
}
