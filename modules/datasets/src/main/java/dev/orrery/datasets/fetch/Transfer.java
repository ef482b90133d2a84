package dev.orrery.datasets.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Brings a file over HTTP. It grows as {@code FILE.part} beside its place; a transfer that was cut
 * goes on from there by a range request (RFC 9110, section 14), provided that the server says by
 * {@code If-Range} that the file is still the same one.
 */
final class Transfer {

  /** Hears of the bytes that have come. */
  interface Progress {
    /**
     * Some more bytes.
     *
     * @param file the file's name
     * @param done bytes so far, those of an earlier transfer included
     * @param begun bytes that were there when this transfer began
     * @param total bytes of the whole file; -1 when the server does not tell
     */
    void on(String file, long done, long begun, long total);
  }

  /**
   * How patient it is.
   *
   * @param attempts connections in a row that bring nothing new before it gives up
   * @param pause before the second; doubled for each further one
   * @param silence how long a server may send nothing
   */
  record Patience(int attempts, Duration pause, Duration silence) {
    static final Patience USUAL = new Patience(4, Duration.ofSeconds(1), Duration.ofSeconds(30));
  }

  private static final int MOST_REDIRECTS = 5;
  private static final int BUFFER = 1 << 16;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Patience patience;
  private final Progress progress;

  Transfer(Patience patience, Progress progress) {
    this.patience = patience;
    this.progress = progress;
  }

  /**
   * Brings a file's bytes to {@code part}, which may hold the first of them already.
   *
   * @throws CustomerError when the server has no such file or a larger one, redirects where we do
   *     not follow, or the connection is lost for good; what has come stays
   */
  void bring(Download.RemoteFile file, Path part) throws IOException {
    Files.createDirectories(part.toAbsolutePath().getParent());
    try (FileChannel out =
            FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        HttpClient client =
            HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience.silence())
                .build()) {
      lock(out, file);
      int fruitless = 0;
      while (true) {
        long before = out.size();
        Lost lost;
        try {
          attempt(client, file, part, out);
          return;
        } catch (Lost e) {
          lost = e;
        }
        fruitless = out.size() > before ? 0 : fruitless + 1;
        if (fruitless >= patience.attempts()) {
          throw new CustomerError(
              Text.format(
                  "%s: %s after %,d bytes; run the command again to go on from there, or give the"
                      + " file by --from FILE",
                  file.url().getHost(), lost.getMessage(), out.size()),
              file.url().toString(),
              lost);
        }
        pause(fruitless);
      }
    }
  }

  /** Keeps other processes away from the part until it is closed. */
  private static void lock(FileChannel out, Download.RemoteFile file) throws IOException {
    boolean ours;
    try {
      ours = out.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      ours = false; // another thread of this process has it
    }
    if (!ours) {
      throw new CustomerError("Another process is fetching " + file.name(), file.name());
    }
  }

  /** One connection: from what is there to the end. */
  private void attempt(HttpClient client, Download.RemoteFile file, Path part, FileChannel out)
      throws IOException, Lost {
    long have = out.size();
    String validator = validator(part, file.url());
    if (have > 0 && validator == null) {
      out.truncate(0);
      have = 0;
    }
    if (file.bytes().isPresent() && have == file.bytes().get()) {
      return;
    }
    HttpResponse<InputStream> response = ask(client, file, have, validator);
    try (InputStream body = response.body()) {
      int status = response.statusCode();
      if (status == 416 && have > 0) {
        // What is there does not belong to the file that is there now.
        out.truncate(0);
        throw new Lost("the server refuses to go on", null);
      }
      if (status == 429 || status >= 500) {
        throw new Lost("the server answers " + status, null);
      }
      if (status != 200 && status != 206) {
        throw new CustomerError(
            Text.format(
                "%s answers %d; if the file has moved, get it by hand and give it by --from FILE",
                file.url(), status),
            file.url().toString());
      }
      boolean goesOn = status == 206 && startsAt(response.headers(), have);
      if (status == 206 && !goesOn) {
        out.truncate(0);
        throw new Lost("the server sends another part than was asked for", null);
      }
      if (!goesOn) {
        out.truncate(0);
        have = 0;
      }
      remember(part, file.url(), response.headers());
      OptionalLong length = response.headers().firstValueAsLong("Content-Length");
      long total = length.isPresent() ? have + length.getAsLong() : -1;
      refuseLarger(file, total);
      receive(body, file, out, have, total);
    }
  }

  private void receive(
      InputStream body, Download.RemoteFile file, FileChannel out, long have, long total)
      throws IOException, Lost {
    byte[] buffer = new byte[BUFFER];
    long done = have;
    out.position(have);
    try (Watch watch = new Watch(body, patience.silence())) {
      while (true) {
        int count;
        try {
          count = body.read(buffer);
        } catch (IOException e) {
          throw new Lost(
              watch.ended() ? "the server has fallen silent" : "the connection was lost", e);
        }
        watch.heard();
        if (count < 0) {
          break;
        }
        done += count;
        refuseLarger(file, done);
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        progress.on(file.name(), done, have, total);
      }
    }
    if (total >= 0 && done < total) {
      throw new Lost("the connection was lost", null);
    }
  }

  /** Asks for the file, or for the rest of it, and follows redirects. */
  private HttpResponse<InputStream> ask(
      HttpClient client, Download.RemoteFile file, long have, String validator)
      throws IOException, Lost {
    URI at = file.url();
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(at)
              .timeout(patience.silence())
              .header("User-Agent", "orrery")
              .header("Accept-Encoding", "identity");
      if (have > 0) {
        request.header("Range", "bytes=" + have + "-").header("If-Range", validator);
      }
      HttpResponse<InputStream> response;
      try {
        response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      } catch (IOException e) {
        throw new Lost("no connection (" + reason(e) + ")", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CustomerError("The download was interrupted", file.url().toString(), e);
      }
      Optional<String> location = response.headers().firstValue("Location");
      if (response.statusCode() / 100 != 3 || location.isEmpty()) {
        return response;
      }
      response.body().close();
      URI to = at.resolve(location.get());
      checkRedirect(file, at, to);
      at = to;
    }
    throw new CustomerError(
        Text.format("%s redirects more than %d times", file.url(), MOST_REDIRECTS),
        file.url().toString());
  }

  private static String reason(IOException e) {
    return e.getMessage() == null || e.getMessage().isBlank()
        ? e.getClass().getSimpleName()
        : e.getMessage();
  }

  /**
   * A redirect keeps to https, and leaves the host only where the SHA-256 is known, so that another
   * host cannot slip in another file.
   */
  static void checkRedirect(Download.RemoteFile file, URI from, URI to) {
    String refused = null;
    if (!"https".equals(to.getScheme()) && !from.getScheme().equals(to.getScheme())) {
      refused = "which is not https";
    } else if (!"https".equals(to.getScheme()) && !isLoopback(to)) {
      refused = "which is not https";
    } else if (!from.getHost().equalsIgnoreCase(String.valueOf(to.getHost()))
        && file.sha256().isEmpty()) {
      refused = "another host, and without a known SHA-256 that is not followed";
    }
    if (refused != null) {
      throw new CustomerError(
          Text.format("%s redirects to %s, %s", from, to, refused), file.url().toString());
    }
  }

  /** Whether an address is of this machine, where tests may do without https. */
  static boolean isLoopback(URI uri) {
    return "127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost());
  }

  private static boolean startsAt(HttpHeaders headers, long have) {
    return headers
        .firstValue("Content-Range")
        .filter(range -> range.startsWith("bytes " + have + "-"))
        .isPresent();
  }

  private static void refuseLarger(Download.RemoteFile file, long bytes) {
    if (bytes > file.maxBytes()) {
      throw new CustomerError(
          Text.format(
              "%s has more than the %,d bytes that the catalog knows it to have at most",
              file.url(), file.maxBytes()),
          file.url().toString());
    }
  }

  private static Path note(Path part) {
    return part.resolveSibling(part.getFileName() + ".json");
  }

  /** What the server said of the file that the part is of; null when it cannot be gone on with. */
  private static String validator(Path part, URI url) throws IOException {
    Path note = note(part);
    if (!Files.isRegularFile(note)) {
      return null;
    }
    JsonNode told = JSON.readTree(Files.readString(note));
    boolean same = told.path("url").asText().equals(url.toString());
    return same && told.path("validator").isTextual() ? told.path("validator").asText() : null;
  }

  /** A strong entity tag, or the time of the last change. */
  private static void remember(Path part, URI url, HttpHeaders headers) throws IOException {
    ObjectNode told = JSON.createObjectNode().put("url", url.toString());
    headers
        .firstValue("ETag")
        .filter(tag -> !tag.startsWith("W/"))
        .or(() -> headers.firstValue("Last-Modified"))
        .ifPresent(validator -> told.put("validator", validator));
    AtomicFiles.write(note(part), told.toString());
  }

  /** Takes away a part and what was noted of it. */
  static void forget(Path part) throws IOException {
    Files.deleteIfExists(part);
    Files.deleteIfExists(note(part));
  }

  private void pause(int fruitless) {
    try {
      Thread.sleep(patience.pause().multipliedBy(1L << Math.max(0, fruitless - 1)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CustomerError("The download was interrupted", null, e);
    }
  }

  /** A connection that ended too soon; another may bring the rest. */
  private static final class Lost extends Exception {
    private static final long serialVersionUID = 1L;

    Lost(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Closes a body that brings nothing for too long. */
  private static final class Watch implements AutoCloseable {
    private final Thread thread;
    private volatile long heard = System.nanoTime();
    private volatile boolean ended;

    Watch(InputStream body, Duration silence) {
      thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      long left = silence.toNanos();
                      while (left > 0) {
                        Thread.sleep(Duration.ofNanos(left));
                        left = heard + silence.toNanos() - System.nanoTime();
                      }
                      ended = true;
                      body.close();
                    } catch (InterruptedException | IOException e) {
                      Thread.currentThread().interrupt(); // the transfer is over
                    }
                  });
    }

    void heard() {
      heard = System.nanoTime();
    }

    boolean ended() {
      return ended;
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }
}
