package dev.orrery.kernels.opencl;

/** Something that OpenCL or its driver refused, in one sentence with OpenCL's name of the error. */
public final class OpenClException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /** A sentence. */
  public OpenClException(String message) {
    super(message);
  }

  /** The sentence alone, as it stands behind "Training failed: ". */
  @Override
  public String toString() {
    return getMessage();
  }
}
