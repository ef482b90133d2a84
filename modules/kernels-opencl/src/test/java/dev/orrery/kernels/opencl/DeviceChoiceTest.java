package dev.orrery.kernels.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceChoiceTest {

  private static OpenClDevice device(long id, String name, String platform, boolean isGpu) {
    return new OpenClDevice(
        id,
        name,
        platform,
        isGpu ? "OpenCL 3.0 X" : "OpenCL 3.0 PoCL 3.1",
        "1",
        !isGpu,
        isGpu,
        4,
        1L << 30,
        1L << 28,
        1024,
        32768,
        8,
        true,
        true);
  }

  private final OpenClDevice cpu = device(1, "pthread-haswell", "Portable Computing", false);
  private final OpenClDevice gpu = device(2, "Radeon RX", "AMD Accelerated", true);
  private final OpenClDevice other = device(3, "GeForce", "NVIDIA CUDA", true);
  private final OpenClDevices all = new OpenClDevices(List.of(cpu, gpu, other), Optional.empty());

  @Test
  void theFirstGpuIsTakenAndElseTheFirstDevice() {
    assertThat(all.standard()).isSameAs(gpu);
    assertThat(new OpenClDevices(List.of(cpu), Optional.empty()).standard()).isSameAs(cpu);
  }

  @Test
  void aDeviceIsNamedByIndexOrPartOfItsNameOrItsPlatforms() {
    assertThat(all.named("2")).isSameAs(other);
    assertThat(all.named("0")).isSameAs(cpu);
    assertThat(all.named("geforce")).isSameAs(other);
    assertThat(all.named("cuda")).isSameAs(other);
    assertThat(all.named("pthread")).isSameAs(cpu);
    assertThat(all.named("pocl")).isSameAs(cpu);
  }

  @Test
  void whatIsNotThereIsToldWithTheList() {
    for (String wish : List.of("3", "arc", "")) {
      assertThatThrownBy(() -> all.named(wish))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "there is no OpenCL device '"
                  + wish
                  + "'; choose from 0: pthread-haswell (Portable Computing),"
                  + " 1: Radeon RX (AMD Accelerated), 2: GeForce (NVIDIA CUDA)");
    }
  }

  @Test
  void aGpuGetsTilesAndACpuItsVectors() {
    assertThat(Shape.of(gpu)).isEqualTo(Shape.gpu());
    assertThat(Shape.of(cpu)).isEqualTo(Shape.cpu(8));
  }

  @Test
  void errorsHaveOpenClsNames() {
    assertThat(Errors.name(-5)).isEqualTo("CL_OUT_OF_RESOURCES");
    assertThat(Errors.name(-11)).isEqualTo("CL_BUILD_PROGRAM_FAILURE");
    assertThat(Errors.name(-1001)).isEqualTo("CL_PLATFORM_NOT_FOUND_KHR");
    assertThat(Errors.name(-99999)).isEqualTo("error -99999");
    assertThatThrownBy(() -> Errors.check(-6, "OpenCL could not do it"))
        .isInstanceOf(IllegalStateException.class)
        .hasToString("OpenCL could not do it: CL_OUT_OF_HOST_MEMORY");
  }
}
