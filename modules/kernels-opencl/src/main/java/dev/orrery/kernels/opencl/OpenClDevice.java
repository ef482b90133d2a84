package dev.orrery.kernels.opencl;

/**
 * A device as its driver describes it.
 *
 * @param id OpenCL's handle
 * @param name such as {@code pthread-skylake-avx512}
 * @param platform the platform's name, such as {@code Portable Computing Language}
 * @param version of OpenCL, such as {@code OpenCL 3.0 PoCL 3.1}
 * @param driver version of the driver
 * @param isCpu whether it is a CPU
 * @param isGpu whether it is a GPU
 * @param units compute units
 * @param globalBytes all of its memory
 * @param maxAllocBytes the largest buffer
 * @param maxGroup the largest work group
 * @param localBytes local memory of a work group
 * @param vectorWidth floats of a vector register
 * @param hasDoubles whether kernels can use doubles
 * @param hasDenormals whether floats below the smallest normal one are kept
 */
record OpenClDevice(
    long id,
    String name,
    String platform,
    String version,
    String driver,
    boolean isCpu,
    boolean isGpu,
    int units,
    long globalBytes,
    long maxAllocBytes,
    long maxGroup,
    long localBytes,
    int vectorWidth,
    boolean hasDoubles,
    boolean hasDenormals) {

  /** Such as {@code OpenCL 3.0}, without what the vendor adds. */
  private String shortVersion() {
    String[] words = version.strip().split(" ", 3);
    return words.length < 2 ? version.strip() : words[0] + " " + words[1];
  }

  /**
   * What a user may call it by: its name, its platform's and what the vendor adds to the version.
   */
  String names() {
    return name + "\n" + platform + "\n" + version.strip().substring(shortVersion().length());
  }

  /** One line for {@code doctor} and the account. */
  String describe() {
    return name
        + " ("
        + platform
        + ", "
        + shortVersion()
        + ", "
        + units
        + (units == 1 ? " compute unit, " : " compute units, ")
        + Bytes.text(globalBytes)
        + ")";
  }
}
