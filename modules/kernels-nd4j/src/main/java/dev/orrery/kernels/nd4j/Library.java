package dev.orrery.kernels.nd4j;

import java.util.Optional;
import org.nd4j.common.config.ND4JSystemProperties;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.Nd4jBlas;

/** ND4J itself, loaded once and told to use one thread. */
final class Library {

  /** Why it cannot be loaded and what would help; empty when it is there. */
  static final Optional<String> OBSTACLE;

  /** What it is and runs on; empty when it cannot be loaded. */
  static final Optional<String> DESCRIPTION;

  static {
    Optional<String> obstacle = Optional.empty();
    Optional<String> description = Optional.empty();
    try {
      description = Optional.of(load());
    } catch (LinkageError | RuntimeException e) {
      obstacle = Optional.of(sentence(e));
    }
    OBSTACLE = obstacle;
    DESCRIPTION = description;
  }

  private Library() {}

  private static String load() {
    System.setProperty(ND4JSystemProperties.LOG_INITIALIZATION, "false");
    Environment environment = Nd4j.getEnvironment();
    environment.setMaxThreads(1);
    environment.setMaxMasterThreads(1);
    Nd4jBlas blas = (Nd4jBlas) Nd4j.factory().blas();
    blas.setMaxThreads(1);
    return "CPU, " + blas.getBlasVendor() + " through ND4J";
  }

  private static String sentence(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return "ND4J's native library could not be loaded ("
        + cause.getClass().getSimpleName()
        + ": "
        + cause.getMessage()
        + "); it exists for Linux, macOS and Windows on x86-64 and AArch64 and unpacks itself into"
        + " ~/.javacpp, which must be writable";
  }
}
