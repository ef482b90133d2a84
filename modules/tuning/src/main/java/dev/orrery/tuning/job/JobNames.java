package dev.orrery.tuning.job;

import dev.orrery.core.text.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Names of training jobs: {@code <tuning job>-NNN-<8 hex>} (spec B7). */
final class JobNames {

  private static final int DIGITS = 8;

  private JobNames() {}

  /**
   * The name of a training job; the hexadecimal digits follow from the rest.
   *
   * @param number from 1
   */
  static String of(String tuningJob, int number, long seed, Map<String, String> setting) {
    String counted = Text.format("%s-%03d", tuningJob, number);
    return counted + "-" + hash(counted + "\n" + seed + "\n" + new TreeMap<>(setting));
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
