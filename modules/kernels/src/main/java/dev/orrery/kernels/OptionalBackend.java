package dev.orrery.kernels;

import static dev.orrery.kernels.Operation.ADD_GRAM;
import static dev.orrery.kernels.Operation.ADD_ROWS_BY_LABEL;
import static dev.orrery.kernels.Operation.ADD_TRANSPOSED_PRODUCT;
import static dev.orrery.kernels.Operation.MULTIPLY_SPARSE;
import static dev.orrery.kernels.Operation.MULTIPLY_TRANSPOSED;
import static dev.orrery.kernels.Operation.NEAREST;
import static dev.orrery.kernels.Operation.NEAREST_SPARSE;
import static dev.orrery.kernels.Operation.PACK;
import static dev.orrery.kernels.Operation.SQUARED_DISTANCES;
import static dev.orrery.kernels.Operation.SQUARED_NORMS;
import static dev.orrery.kernels.Operation.TOP_K;
import static dev.orrery.kernels.Operation.TOP_K_INNER_PRODUCT;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The backends that live in modules of their own, with large libraries, so that nobody loads them
 * who does not ask. Known here by name, that help and documentation can speak of them where they
 * are not on the class path.
 */
public enum OptionalBackend {

  /** BLAS through ND4J. */
  ND4J(
      "nd4j",
      "kernels-nd4j",
      "BLAS through ND4J",
      "",
      Set.of(
          PACK,
          NEAREST,
          SQUARED_DISTANCES,
          TOP_K,
          TOP_K_INNER_PRODUCT,
          MULTIPLY_TRANSPOSED,
          ADD_GRAM,
          ADD_TRANSPOSED_PRODUCT)),

  /** OpenCL; without doubles on the device, the sums by label run on the host. */
  OPENCL(
      "opencl",
      "kernels-opencl",
      "OpenCL: a GPU, or a CPU through PoCL",
      "; it needs an OpenCL driver, that of your GPU or one for the CPU (Debian and Ubuntu: apt"
          + " install pocl-opencl-icd ocl-icd-libopencl1)",
      Set.of(
          PACK,
          NEAREST,
          NEAREST_SPARSE,
          SQUARED_DISTANCES,
          TOP_K,
          TOP_K_INNER_PRODUCT,
          MULTIPLY_TRANSPOSED,
          ADD_GRAM,
          MULTIPLY_SPARSE,
          ADD_TRANSPOSED_PRODUCT,
          ADD_ROWS_BY_LABEL,
          SQUARED_NORMS));

  private final String name;
  private final String module;
  private final String title;
  private final String needs;
  private final Set<Operation> own;

  OptionalBackend(String name, String module, String title, String needs, Set<Operation> own) {
    this.name = name;
    this.module = module;
    this.title = title;
    this.needs = needs;
    this.own = own;
  }

  /** The one of a name as {@code --backend} takes it, without a device. */
  public static Optional<OptionalBackend> named(String name) {
    return Arrays.stream(values()).filter(one -> one.name.equals(name)).findFirst();
  }

  /** The name as {@code --backend} takes it. */
  public String backendName() {
    return name;
  }

  /** The module that holds it. */
  public String module() {
    return module;
  }

  /** What it is, in a few words. */
  public String title() {
    return title;
  }

  /** Where it computes an operation. */
  public Place place(Operation operation) {
    return own.contains(operation) ? Place.BACKEND : Place.HOST;
  }

  /** Why it is not there when its module is not on the class path, and what would bring it. */
  public String absence() {
    return "its module "
        + module
        + " is not loaded; any ./orrery command with --backend "
        + name
        + " builds it (with what it needs from the Maven repository)"
        + needs;
  }
}
