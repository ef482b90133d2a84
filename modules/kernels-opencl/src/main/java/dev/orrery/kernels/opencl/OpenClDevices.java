package dev.orrery.kernels.opencl;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL10;
import org.lwjgl.opencl.CL11;
import org.lwjgl.opencl.CL12;
import org.lwjgl.opencl.KHRICD;
import org.lwjgl.system.MemoryStack;

/**
 * The devices of all platforms, asked for once.
 *
 * @param devices those of OpenCL 1.2 or later, platform after platform
 * @param obstacle why there is none and how to get one; empty when there is one
 */
record OpenClDevices(List<OpenClDevice> devices, Optional<String> obstacle) {

  private static final String CURE =
      "; install the driver of your GPU, or OpenCL on the CPU (Debian and Ubuntu: apt install"
          + " pocl-opencl-icd ocl-icd-libopencl1)";

  /** Longer numbers are parts of names, such as 1080. */
  private static final Pattern INDEX = Pattern.compile("\\d{1,3}");

  private static final Pattern VERSION = Pattern.compile("OpenCL (\\d+)\\.(\\d+).*");

  private static final class Once {
    private static final OpenClDevices FOUND = find();
  }

  /** What this machine has. */
  static OpenClDevices here() {
    return Once.FOUND;
  }

  private static OpenClDevices none(String why) {
    return new OpenClDevices(List.of(), Optional.of(why + CURE));
  }

  private static OpenClDevices find() {
    Optional<String> missing = OpenClLibrary.load();
    if (missing.isPresent()) {
      return none(missing.get());
    }
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer count = stack.mallocInt(1);
      int status = CL10.clGetPlatformIDs(null, count);
      if (status == KHRICD.CL_PLATFORM_NOT_FOUND_KHR || status == 0 && count.get(0) == 0) {
        return none("the OpenCL library is here, but no driver (no platform) is");
      }
      if (status != CL10.CL_SUCCESS) {
        return none("OpenCL does not tell its platforms: " + Errors.name(status));
      }
      PointerBuffer platforms = stack.mallocPointer(count.get(0));
      Errors.check(CL10.clGetPlatformIDs(platforms, count), "OpenCL could not list its platforms");
      List<OpenClDevice> devices = new ArrayList<>();
      List<String> passedOver = new ArrayList<>();
      for (int p = 0; p < platforms.capacity(); p++) {
        addDevices(platforms.get(p), devices, passedOver);
      }
      if (devices.isEmpty()) {
        String others = passedOver.isEmpty() ? "" : " (passed over: " + passedOver + ")";
        return none("no OpenCL platform has a device of OpenCL 1.2 or later" + others);
      }
      return new OpenClDevices(List.copyOf(devices), Optional.empty());
    }
  }

  private static void addDevices(
      long platform, List<OpenClDevice> devices, List<String> passedOver) {
    String platformName = platformName(platform);
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer count = stack.mallocInt(1);
      if (CL10.clGetDeviceIDs(platform, CL10.CL_DEVICE_TYPE_ALL, null, count) != 0) {
        return; // CL_DEVICE_NOT_FOUND: a platform without a device
      }
      PointerBuffer ids = stack.mallocPointer(count.get(0));
      Errors.check(
          CL10.clGetDeviceIDs(platform, CL10.CL_DEVICE_TYPE_ALL, ids, count),
          "OpenCL could not list the devices of " + platformName);
      for (int i = 0; i < ids.capacity(); i++) {
        OpenClDevice device = describe(ids.get(i), platformName);
        Matcher version = VERSION.matcher(device.version());
        boolean fits =
            version.matches()
                && Integer.parseInt(version.group(1)) * 100 + Integer.parseInt(version.group(2))
                    >= 102;
        if (fits) {
          devices.add(device);
        } else {
          passedOver.add(device.name() + ", " + device.version());
        }
      }
    }
  }

  private static OpenClDevice describe(long id, String platform) {
    long type = number(id, CL10.CL_DEVICE_TYPE);
    String extensions = text(id, CL10.CL_DEVICE_EXTENSIONS);
    return new OpenClDevice(
        id,
        text(id, CL10.CL_DEVICE_NAME).strip(),
        platform.strip(),
        text(id, CL10.CL_DEVICE_VERSION),
        text(id, CL10.CL_DRIVER_VERSION),
        (type & CL10.CL_DEVICE_TYPE_CPU) != 0,
        (type & CL10.CL_DEVICE_TYPE_GPU) != 0,
        (int) number(id, CL10.CL_DEVICE_MAX_COMPUTE_UNITS),
        number(id, CL10.CL_DEVICE_GLOBAL_MEM_SIZE),
        number(id, CL10.CL_DEVICE_MAX_MEM_ALLOC_SIZE),
        number(id, CL10.CL_DEVICE_MAX_WORK_GROUP_SIZE),
        number(id, CL10.CL_DEVICE_LOCAL_MEM_SIZE),
        (int) number(id, CL11.CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT),
        extensions.contains("cl_khr_fp64") || number(id, CL12.CL_DEVICE_DOUBLE_FP_CONFIG) != 0,
        (number(id, CL10.CL_DEVICE_SINGLE_FP_CONFIG) & CL10.CL_FP_DENORM) != 0);
  }

  /** A number of 4 or 8 bytes; 0 for a question that the device does not know. */
  private static long number(long device, int what) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      LongBuffer value = stack.callocLong(1);
      return CL10.clGetDeviceInfo(device, what, value, null) == CL10.CL_SUCCESS ? value.get(0) : 0;
    }
  }

  private static String text(long device, int what) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      PointerBuffer size = stack.mallocPointer(1);
      Errors.check(
          CL10.clGetDeviceInfo(device, what, (ByteBuffer) null, size),
          "OpenCL could not describe a device");
      ByteBuffer value = stack.malloc((int) size.get(0));
      Errors.check(
          CL10.clGetDeviceInfo(device, what, value, null), "OpenCL could not describe a device");
      return text(value);
    }
  }

  private static String platformName(long platform) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      ByteBuffer value = stack.calloc(512);
      int status = CL10.clGetPlatformInfo(platform, CL10.CL_PLATFORM_NAME, value, null);
      return status == CL10.CL_SUCCESS ? text(value) : "a platform without a name";
    }
  }

  private static String text(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  /** The first GPU, else the first device. */
  OpenClDevice standard() {
    return devices.stream().filter(OpenClDevice::isGpu).findFirst().orElseGet(() -> devices.get(0));
  }

  /**
   * The device of an index, or of a part of its name, of its platform's or of what the version of
   * OpenCL adds ({@code PoCL}), in any case.
   *
   * @throws IllegalArgumentException when there is none; the message lists them
   */
  OpenClDevice named(String wish) {
    if (INDEX.matcher(wish).matches()) {
      int index = Integer.parseInt(wish);
      return devices.stream().skip(index).findFirst().orElseThrow(() -> missing(wish));
    }
    String part = wish.toLowerCase(Locale.ROOT);
    return devices.stream()
        .filter(device -> !part.isEmpty() && device.names().toLowerCase(Locale.ROOT).contains(part))
        .findFirst()
        .orElseThrow(() -> missing(wish));
  }

  private IllegalArgumentException missing(String wish) {
    return new IllegalArgumentException(
        "there is no OpenCL device '" + wish + "'; choose from " + list());
  }

  private String list() {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < devices.size(); i++) {
      out.add(i + ": " + devices.get(i).name() + " (" + devices.get(i).platform() + ")");
    }
    return String.join(", ", out);
  }
}
