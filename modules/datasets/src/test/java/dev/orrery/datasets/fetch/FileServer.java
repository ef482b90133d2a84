package dev.orrery.datasets.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that misbehaves as it is told. */
final class FileServer implements AutoCloseable {

  volatile byte[] content;
  volatile String etag = "\"one\"";
  volatile boolean ranges = true;

  /** After so many bytes the connection is closed; once. */
  volatile int cutAfter = -1;

  /** What is answered once the connection has been closed. */
  volatile int statusAfterCut = 200;

  /** After so many bytes nothing more comes; once. */
  volatile int stallAfter = -1;

  volatile int status = 200;

  /** How often {@link #status} is answered before all is well. */
  volatile int failures = Integer.MAX_VALUE;

  volatile String redirect;
  volatile boolean lengthTold = true;

  /** The Range header of each request, or "none". */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  FileServer(byte[] content) throws IOException {
    this.content = content;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return url("127.0.0.1");
  }

  URI url(String host) {
    return URI.create("http://" + host + ":" + server.getAddress().getPort() + "/file");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String range = exchange.getRequestHeaders().getFirst("Range");
      String unless = exchange.getRequestHeaders().getFirst("If-Range");
      asked.add(range == null ? "none" : range + " if " + unless);
      if (redirect != null && !exchange.getRequestURI().getPath().equals("/moved")) {
        exchange.getResponseHeaders().set("Location", redirect);
        exchange.sendResponseHeaders(302, -1);
        return;
      }
      if (status != 200 && failures-- > 0) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      int from = 0;
      if (etag != null) {
        exchange.getResponseHeaders().set("ETag", etag);
      }
      boolean part = ranges && range != null && unless.equals(etag);
      if (part) {
        from = Integer.parseInt(range.replaceAll("\\D", ""));
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
      }
      int length = content.length - from;
      exchange.sendResponseHeaders(part ? 206 : 200, lengthTold ? length : 0);
      if (stallAfter >= 0) {
        int some = stallAfter;
        stallAfter = -1;
        exchange.getResponseBody().write(content, from, some);
        exchange.getResponseBody().flush();
        Thread.sleep(5000);
        return;
      }
      int sent = cutAfter >= 0 ? Math.min(cutAfter, length) : length;
      if (cutAfter >= 0) {
        cutAfter = -1;
        status = statusAfterCut;
      }
      exchange.getResponseBody().write(content, from, sent);
      exchange.getResponseBody().flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
