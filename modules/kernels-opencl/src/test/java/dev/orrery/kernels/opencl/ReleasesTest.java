package dev.orrery.kernels.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleasesTest {

  private final List<Integer> released = new ArrayList<>();

  private Releases.Release release(int number, boolean refuses) {
    return () -> {
      released.add(number);
      Errors.check(refuses ? -38 : 0, "OpenCL could not release buffer " + number);
    };
  }

  @Test
  void allAreReleasedAndOneSentenceTellsOfThoseThatRefused() {
    Releases releases = new Releases();
    for (int i = 0; i < 5; i++) {
      releases.then(release(i, i == 1 || i == 3));
    }
    assertThat(released).containsExactly(0, 1, 2, 3, 4);
    assertThatThrownBy(releases::end)
        .isInstanceOf(OpenClException.class)
        .hasMessage("OpenCL could not release buffer 1: CL_INVALID_MEM_OBJECT, and 1 more like it");
  }

  @Test
  void onesThatCloseAreReleasedAlike() {
    List<AutoCloseable> things =
        List.of(release(0, true)::run, release(1, false)::run, release(2, false)::run);
    Releases releases = new Releases().thenAll(things);
    assertThat(released).containsExactly(0, 1, 2);
    assertThatThrownBy(releases::end)
        .hasMessage("OpenCL could not release buffer 0: CL_INVALID_MEM_OBJECT");
  }

  @Test
  void nothingIsSaidWhenAllGoes() {
    assertThatCode(new Releases().then(release(1, false))::end).doesNotThrowAnyException();
  }
}
