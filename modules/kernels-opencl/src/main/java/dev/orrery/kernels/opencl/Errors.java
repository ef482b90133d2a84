package dev.orrery.kernels.opencl;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import org.lwjgl.opencl.CL10;
import org.lwjgl.opencl.CL11;
import org.lwjgl.opencl.CL12;
import org.lwjgl.opencl.KHRICD;

/** OpenCL's status codes as sentences. */
final class Errors {

  private static final List<Class<?>> CONSTANTS =
      List.of(CL10.class, CL11.class, CL12.class, KHRICD.class);

  private Errors() {}

  /**
   * Ends with a sentence when a call was refused.
   *
   * @param what what was tried, such as "OpenCL could not start the kernel 'products'"
   */
  static void check(int status, String what) {
    if (status != CL10.CL_SUCCESS) {
      throw new OpenClException(what + ": " + name(status));
    }
  }

  /** The name of a status in OpenCL's headers, such as {@code CL_OUT_OF_RESOURCES}. */
  static String name(int status) {
    for (Class<?> type : CONSTANTS) {
      for (Field field : type.getFields()) {
        if (field.getType() == int.class && Modifier.isStatic(field.getModifiers())) {
          try {
            if (field.getInt(null) == status && status < 0) {
              return field.getName();
            }
          } catch (IllegalAccessException e) {
            throw new AssertionError("a public constant of LWJGL cannot be read", e);
          }
        }
      }
    }
    return "error " + status;
  }
}
