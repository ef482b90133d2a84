package dev.orrery.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

  @TempDir private Path root;

  @Test
  void theFilesOfLinuxAreRead() throws IOException {
    write("proc/cpuinfo", "processor\t: 0\nmodel name\t: Some: CPU\nmodel name\t: Other\n");
    String caches = "sys/devices/system/cpu/cpu0/cache/";
    write(caches + "index0/level", "1\n");
    write(caches + "index0/type", "Instruction\n");
    write(caches + "index0/size", "64K\n");
    write(caches + "index1/level", "1\n");
    write(caches + "index1/type", "Data\n");
    write(caches + "index1/size", "48K\n");
    write(caches + "index2/level", "2\n");
    write(caches + "index2/type", "Unified\n");
    write(caches + "index2/size", "2048K\n");
    Machine machine = Machine.read(root);
    assertThat(machine.processor()).isEqualTo("Some: CPU");
    assertThat(machine.firstLevelCache()).isEqualTo(48 << 10);
    assertThat(machine.secondLevelCache()).isEqualTo(2 << 20);
  }

  @Test
  void aSystemWithoutThoseFilesIsDescribedByItsProperties() {
    Machine machine = Machine.read(root.resolve("nowhere"));
    assertThat(machine.firstLevelCache()).isZero();
    assertThat(machine.secondLevelCache()).isZero();
    assertThat(machine.logicalCores()).isPositive();
    assertThat(machine.vectorBits()).isEqualTo(VectorSupport.preferredBits());
    assertThat(machine.jdk()).contains(System.getProperty("java.runtime.version"));
    assertThat(machine.system()).startsWith(System.getProperty("os.name"));
    assertThat(machine.architecture()).isEqualTo(System.getProperty("os.arch"));
  }

  @Test
  void sizesAreCountedInBytes() {
    assertThat(Machine.bytes("512")).isEqualTo(512);
    assertThat(Machine.bytes("1M")).isEqualTo(1 << 20);
    assertThat(Machine.bytes("2G")).isEqualTo(2L << 30);
    assertThat(Machine.bytes("K")).isZero();
    assertThat(Machine.bytes("unknown")).isZero();
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
