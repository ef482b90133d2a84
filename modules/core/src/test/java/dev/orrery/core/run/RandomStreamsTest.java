package dev.orrery.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {

  @Test
  void dependOnSeedPurposeAndIndexAlone() {
    RandomStreams streams = new RandomStreams(7);
    long first = streams.stream("kmeans.init", 3).nextLong();
    RandomGenerator other = streams.stream("kmeans.trial", 3);
    other.nextLong();

    assertThat(streams.stream("kmeans.init", 3).nextLong()).isEqualTo(first);
    assertThat(new RandomStreams(7).stream("kmeans.init", 3).nextLong()).isEqualTo(first);
    assertThat(new RandomStreams(8).stream("kmeans.init", 3).nextLong()).isNotEqualTo(first);
    assertThat(streams.stream("kmeans.init", 4).nextLong()).isNotEqualTo(first);
    assertThat(streams.stream("kmeans.trial", 3).nextLong()).isNotEqualTo(first);
    assertThat(streams.stream("kmeans.init").nextLong()).isNotEqualTo(first);
  }

  @Test
  void neighbouringStreamsAreNotCorrelated() {
    RandomStreams streams = new RandomStreams(0);
    int n = 4000;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double a = streams.stream("x", i).nextDouble() - 0.5;
      double b = streams.stream("x", i + 1).nextDouble() - 0.5;
      sum += a * b;
    }
    // The correlation of n independent pairs has deviation 1/sqrt(n); five of them are a fault.
    assertThat(Math.abs(sum / n * 12)).isLessThan(5 / Math.sqrt(n));
  }
}
