package dev.orrery.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium with one page, driven through the DevTools protocol. Closing it ends the
 * process that it started, and no other.
 */
public final class Browser implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private String session = "";

  private Browser(Process process, URI address) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Listener()).join();
  }

  /** Chromium or Chrome of the variable CHROME, or under a known name on the PATH. */
  public static Optional<Path> find() {
    Stream<Path> named = Stream.ofNullable(System.getenv("CHROME")).map(Path::of);
    Stream<Path> onPath =
        Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
            .flatMap(
                name ->
                    Arrays.stream(
                            System.getenv()
                                .getOrDefault("PATH", "")
                                .split(java.io.File.pathSeparator))
                        .map(folder -> Path.of(folder, name)));
    Stream<Path> known =
        Stream.of(
            Path.of("/usr/bin/chromium"),
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));
    return Stream.of(named, onPath, known)
        .flatMap(files -> files)
        .filter(Files::isExecutable)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Starts a browser whose profile lies in a new folder below the one given. */
  public static Browser start(Path program, Path below) throws IOException, InterruptedException {
    Files.createDirectories(below);
    Path profile = Files.createTempDirectory(below.toAbsolutePath(), "chromium");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("output.txt").toFile())
            .start();
    Path port = profile.resolve("DevToolsActivePort");
    try {
      for (int i = 0; i < 10 * SECONDS; i++) {
        List<String> lines = Files.exists(port) ? Files.readAllLines(port) : List.of();
        if (lines.size() == 2) {
          Browser browser =
              new Browser(process, URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)));
          browser.attach();
          return browser;
        }
        if (!process.isAlive()) {
          throw new IOException(
              "the browser ended: " + Files.readString(profile.resolve("output.txt")));
        }
        Thread.sleep(100);
      }
      throw new IOException("the browser opened no port in " + SECONDS + " s");
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private void attach() {
    String target =
        send("Target.createTarget", Map.of("url", "about:blank")).path("targetId").asText();
    session =
        send("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", Map.of());
    }
  }

  /** Makes the page's window as large as told, as a telephone's where it is narrow. */
  public void size(int width, int height, boolean dark) {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    send(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Opens an address and waits until it is loaded and drawn. */
  public void open(URI address) throws InterruptedException {
    navigate("about:blank"); // an address that differs in its hash alone would not load anew
    navigate(address.toString());
    evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  }

  private void navigate(String address) throws InterruptedException {
    events.clear();
    send("Page.navigate", Map.of("url", address));
    for (int i = 0; i < 20 * SECONDS && !loaded(); i++) {
      Thread.sleep(50);
    }
  }

  private boolean loaded() {
    return events.stream().anyMatch(e -> e.path("method").asText().equals("Page.loadEventFired"));
  }

  /** The value of an expression, or of its promise, as JSON. */
  public JsonNode evaluate(String script) {
    JsonNode answer =
        send(
            "Runtime.evaluate",
            Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(script + ": " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** Presses and releases the mouse at a place of the window. */
  public void click(double x, double y) {
    for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
      send(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              x,
              "y",
              y,
              "button",
              type.equals("mouseMoved") ? "none" : "left",
              "clickCount",
              type.equals("mouseMoved") ? 0 : 1));
    }
  }

  /** Drags the mouse from one place of the window to another. */
  public void drag(double fromX, double fromY, double toX, double toY) {
    mouse("mouseMoved", fromX, fromY, 0);
    mouse("mousePressed", fromX, fromY, 1);
    for (int i = 1; i <= 10; i++) {
      mouse("mouseMoved", fromX + i * (toX - fromX) / 10, fromY + i * (toY - fromY) / 10, 1);
    }
    mouse("mouseReleased", toX, toY, 0);
  }

  private void mouse(String type, double x, double y, int buttons) {
    send(
        "Input.dispatchMouseEvent",
        Map.of(
            "type", type, "x", x, "y", y, "button", "left", "buttons", buttons, "clickCount", 1));
  }

  /** A PNG of the whole page. */
  public byte[] picture() {
    JsonNode size = send("Page.getLayoutMetrics", Map.of()).path("cssContentSize");
    return Base64.getDecoder()
        .decode(
            send(
                    "Page.captureScreenshot",
                    Map.of(
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of(
                            "x",
                            0,
                            "y",
                            0,
                            "width",
                            size.path("width").asDouble(),
                            "height",
                            size.path("height").asDouble(),
                            "scale",
                            1)))
                .path("data")
                .asText());
  }

  /** What went wrong since the page was opened: exceptions, and errors and warnings told. */
  public List<String> complaints() {
    List<String> found = new ArrayList<>();
    for (JsonNode event : events) {
      JsonNode told = event.path("params");
      switch (event.path("method").asText()) {
        case "Runtime.exceptionThrown" -> found.add(told.path("exceptionDetails").toString());
        case "Runtime.consoleAPICalled" -> {
          if (List.of("error", "warning", "assert").contains(told.path("type").asText())) {
            found.add(told.path("args").toString());
          }
        }
        case "Log.entryAdded" -> {
          if (List.of("error", "warning").contains(told.path("entry").path("level").asText())) {
            found.add(told.path("entry").toString());
          }
        }
        default -> {}
      }
    }
    return found;
  }

  /** The addresses of everything that the page asked for since it was opened. */
  public List<String> requests() {
    return events.stream()
        .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
        .map(event -> event.path("params").path("request").path("url").asText())
        .toList();
  }

  private JsonNode send(String method, Map<String, ?> parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
    message.set("params", MAPPER.valueToTree(parameters));
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    socket.sendText(message.toString(), true).join();
    JsonNode told = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    if (told.has("error")) {
      throw new AssertionError(method + ": " + told.path("error"));
    }
    return told.path("result");
  }

  @Override
  public void close() {
    try {
      session = "";
      send("Browser.close", Map.of());
    } finally {
      socket.abort();
      process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
      process.destroyForcibly();
    }
  }

  private final class Listener implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          JsonNode message = MAPPER.readTree(text.toString());
          if (message.has("id")) {
            answers.remove(message.path("id").asInt()).complete(message);
          } else {
            events.add(message);
          }
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        } finally {
          text.setLength(0);
        }
      }
      from.request(1);
      return null;
    }
  }
}
