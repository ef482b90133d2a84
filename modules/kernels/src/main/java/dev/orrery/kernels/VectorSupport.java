package dev.orrery.kernels;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/**
 * Whether the Vector API can be used, asked step by step, so that no class that needs it is loaded
 * before it is known to be there.
 */
final class VectorSupport {

  private static final String MODULE = "jdk.incubator.vector";

  private VectorSupport() {}

  /** Width of the preferred vectors in bits; 0 without the module of the Vector API. */
  static int preferredBits() {
    return hasModule() ? Preferred.bits() : 0;
  }

  /** Why the Vector API cannot be used, and what would mend it; empty when it can. */
  static Optional<String> obstacle() {
    if (!hasModule()) {
      return Optional.of("the Vector API is not loaded; start java with --add-modules=" + MODULE);
    }
    // Without the optimizing compiler every vector operation is a call that makes an object.
    String mode = System.getProperty("java.vm.info", "");
    if (mode.contains("interpreted") || mode.contains("emulated-client")) {
      return Optional.of(
          "the optimizing compiler is switched off ("
              + mode
              + "); start java without -Xint and -XX:TieredStopAtLevel");
    }
    int bits = preferredBits();
    if (bits < 128) {
      return Optional.of(
          "vectors are "
              + bits
              + " bits wide, expected at least 128; start java without -XX:MaxVectorSize and"
              + " -XX:UseAVX or -XX:UseSSE, or use the backend scalar");
    }
    if (bits < 512 && isX86() && !FusedMultiplyAdd.compiled()) {
      return Optional.of(
          "the processor has no fused multiply-add, or -XX:-UseFMA or -XX:UseAVX=0 hides it; start"
              + " java without these, or use the backend scalar");
    }
    return Optional.empty();
  }

  /** Of the processors with vectors of 512 bits, and of other architectures, all have FMA. */
  private static boolean isX86() {
    String architecture = System.getProperty("os.arch", "");
    return architecture.equals("amd64") || architecture.equals("x86_64");
  }

  private static boolean hasModule() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /** Loaded only after the module has been found. */
  private static final class Preferred {

    static int bits() {
      return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }
  }

  /** Asked late, because the question takes some tens of milliseconds. */
  private static final class FusedMultiplyAdd {

    static boolean compiled() {
      HotSpotDiagnosticMXBean machine =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return machine == null || Boolean.parseBoolean(machine.getVMOption("UseFMA").getValue());
    }
  }
}
