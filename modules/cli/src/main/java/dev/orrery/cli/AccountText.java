package dev.orrery.cli;

import dev.orrery.core.algorithm.Description;
import dev.orrery.core.text.Text;
import dev.orrery.kernels.KernelAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a backend with a device of its own did, and what the host did beside it. */
final class AccountText {

  private AccountText() {}

  /** A line on the device, a line on its kernels, and lines on the host's part. */
  static List<String> lines(KernelAccount.Summary account, Description description) {
    List<String> lines = new ArrayList<>();
    lines.add(
        Text.format(
            "%,d launches, %s to the device, %s back; %.3f s in kernels, %.3f s in copies",
            account.launches(),
            bytes(account.bytesToDevice()),
            bytes(account.bytesFromDevice()),
            account.kernelSeconds(),
            account.transferSeconds()));
    lines.add("device: " + calls(account.calls()));
    List<String> plain =
        description.work().stream()
            .filter(work -> work.operations().isEmpty())
            .map(Description.Work::stage)
            .toList();
    if (!account.hostCalls().isEmpty() || plain.isEmpty()) {
      lines.add("host:   " + calls(account.hostCalls()));
    }
    if (!plain.isEmpty()) {
      lines.add("host:   " + String.join("; ", plain));
    }
    return lines;
  }

  private static String calls(Map<String, Long> calls) {
    return calls.isEmpty()
        ? "no kernel"
        : calls.entrySet().stream()
            .map(call -> Text.format("%s %,d", call.getKey(), call.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static String bytes(long n) {
    return n < 10_000
        ? n + " bytes"
        : n < 10_000_000 ? Text.format("%.1f kB", n / 1e3) : Text.format("%.1f MB", n / 1e6);
  }
}
