package dev.orrery.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orrery.testing.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The site of the real documentation, as it was built and as a browser shows it. */
class BuiltSiteTest {

  private static final Path ROOT = Path.of(System.getProperty("orrery.root"));
  private static final Path OUT = Path.of("target", "built-site").toAbsolutePath();
  private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

  private static Browser browser;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    Site.Result built = Site.build(ROOT, OUT);
    Files.write(OUT.resolveSibling("external-links.txt"), built.external());
    Optional<Path> program = Browser.find();
    if (program.isPresent()) {
      browser = Browser.start(program.get(), OUT.resolveSibling("profiles"));
    } else {
      System.out.println(
          "BuiltSiteTest opens no page: there is no Chromium or Chrome on the PATH nor in CHROME");
    }
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(OUT)) {
      return files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
    }
  }

  /** Looks at the files that came out, whatever the builder thinks of its links. */
  @Test
  void noLinkIsDead() throws IOException {
    for (Path page : pages()) {
      Matcher address = ADDRESS.matcher(Files.readString(page));
      while (address.find()) {
        String to = address.group(1).replace("&amp;", "&");
        if (to.startsWith("https://") || to.startsWith("http://") || to.startsWith("data:")) {
          continue;
        }
        String[] parts = to.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        assertThat(file).as("%s in %s", to, page).isRegularFile().startsWith(OUT);
        if (parts.length > 1) {
          assertThat(Files.readString(file))
              .as("%s in %s", to, page)
              .contains("id=\"" + parts[1] + "\"");
        }
      }
    }
  }

  /** No page is wider than a telephone, every formula can be set, and nobody asks the network. */
  @Test
  void everyPageReadsOnATelephone() throws Exception {
    assumeTrue(browser != null, "no Chromium or Chrome on the PATH nor in CHROME");
    browser.size(390, 844, false);
    for (Path page : pages()) {
      browser.open(page.toUri());
      JsonNode seen =
          browser.evaluate(
              """
              ({
                width: document.documentElement.scrollWidth,
                wrong: document.querySelectorAll(".formula-error").length,
                unset: [...document.querySelectorAll(".formula")].filter((f) => !f.querySelector(".katex")).length,
                menu: getComputedStyle(document.getElementById("pages")).display,
                broken: [...document.images].filter((i) => i.complete && !i.naturalWidth).map((i) => i.src),
              })
              """);
      assertThat(seen.path("width").asInt()).as("width of %s", page).isLessThanOrEqualTo(390);
      assertThat(seen.path("wrong").asInt()).as("wrong formulas of %s", page).isZero();
      assertThat(seen.path("unset").asInt()).as("formulas without KaTeX of %s", page).isZero();
      assertThat(seen.path("menu").asText()).as("menu of %s", page).isEqualTo("none");
      assertThat(seen.path("broken")).as("pictures of %s", page).isEmpty();
      assertThat(browser.complaints()).as("complaints of %s", page).isEmpty();
      assertThat(browser.requests())
          .as("requests of %s", page)
          .allMatch(a -> a.startsWith("file:") || a.startsWith("data:"));
    }
  }

  @Test
  void theMenuUnfolds() throws Exception {
    assumeTrue(browser != null, "no Chromium or Chrome on the PATH nor in CHROME");
    browser.size(390, 844, true);
    browser.open(OUT.resolve("architecture.html").toUri());
    browser.evaluate("document.getElementById('menu').click()");
    assertThat(
            browser
                .evaluate("document.getElementById('pages').getBoundingClientRect().height > 300")
                .asBoolean())
        .isTrue();
    assertThat(
            browser
                .evaluate("document.getElementById('menu').getAttribute('aria-expanded')")
                .asText())
        .isEqualTo("true");
    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(390);
  }

  /** From the file system, where a page may not read other files but by scripts. */
  @Test
  void searchFindsAWord() throws Exception {
    assumeTrue(browser != null, "no Chromium or Chrome on the PATH nor in CHROME");
    browser.size(1280, 800, false);
    browser.open(OUT.resolve("architecture.html").toUri());
    List<String> found = new ArrayList<>();
    browser
        .evaluate(
            """
            (async () => {
              const words = document.getElementById("words");
              words.focus();
              words.value = "hyperband";
              words.dispatchEvent(new Event("input", { bubbles: true }));
              for (let i = 0; i < 100 && !document.querySelector("#results a"); i++) {
                await new Promise((done) => setTimeout(done, 50));
              }
              return [...document.querySelectorAll("#results a")].map((a) => a.href);
            })()
            """)
        .forEach(link -> found.add(link.asText()));
    assertThat(found).anyMatch(link -> link.contains("/tuning.html"));
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests()).allMatch(a -> a.startsWith("file:"));
  }
}
