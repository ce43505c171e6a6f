package dev.processmanager.examples.architect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.examples.architect.Sample;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// That the dashboard can be used on a phone, by keyboard, with a screen reader, in light and in
/// dark; and that it trusts nothing but itself.
@Timeout(60)
class ArchitectDashboardForAllTest {

  /// Each element with text of its own whose colour is too near to what lies behind it.
  private static final String TOO_FAINT =
      """
      const channel = c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
      const parse = colour => {
        const numbers = colour.match(/[\\d.]+/g).map(Number);
        const scale = colour.startsWith("color(") ? 1 : 255;
        return { rgb: numbers.slice(0, 3).map(c => c / scale), alpha: numbers[3] ?? 1 };
      };
      const light = rgb => rgb.map(channel).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
      const behind = element => {
        for (let e = element; e; e = e.parentElement) {
          const { rgb, alpha } = parse(getComputedStyle(e).backgroundColor);
          if (alpha > 0.8) return rgb;
        }
        return [1, 1, 1];
      };
      const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return [...document.querySelectorAll("body *")]
        .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
        .map(e => [e, ratio(light(parse(getComputedStyle(e).color).rgb), light(behind(e)))])
        .filter(([, contrast]) => contrast < 4.5)
        .map(([e, contrast]) => `${contrast.toFixed(2)} ${e.tagName} ${e.className} ${e.textContent.slice(0, 30)}`);
      """;

  private static final FakeSupervision SUPERVISION = new FakeSupervision();
  private static Browser browser;
  private static ArchitectServer server;

  @BeforeAll
  static void open() throws IOException {
    SUPERVISION.happened("web", "alert", "Gave up");
    SUPERVISION.logs("a line");
    SUPERVISION.add(
        new Sample("web", FakeSupervision.NOON, 1, 1, "healthy", OptionalDouble.empty()));
    server = ArchitectServer.start(0, SUPERVISION, ApiClient.TOKEN);
    browser = Browser.open();
    browser.driver.get(server.dashboard().toString());
    browser.awaitText("#connection", "live");
    browser.awaitText("#cards", "The web");
    browser.awaitText("#events", "Gave up");
    browser.awaitText("#log", "a line");
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
    server.close();
  }

  @BeforeEach
  void onADesk() {
    browser.size(1280, 1000, false);
    browser.colours("light");
  }

  @Test
  void everyControlHasANameOfItsOwn() {
    List<String> names =
        browser.all("button, select, input").stream()
            .filter(WebElement::isDisplayed)
            .map(WebElement::getAccessibleName)
            .toList();

    assertThat(names).hasSizeGreaterThan(15).doesNotHaveDuplicates().noneMatch(String::isBlank);
    assertThat(names).contains("Start web", "Stop web", "Restart web", "Log of web");
  }

  @Test
  void landmarksHeadingsAndLiveRegionsTellAReaderWhereThingsAre() {
    assertThat(browser.driver.getTitle()).isEqualTo("Architect");
    assertThat(browser.run("return document.documentElement.lang")).isEqualTo("en");
    assertThat(browser.all("main, header.bar").stream().filter(WebElement::isDisplayed)).hasSize(2);
    assertThat(browser.all("main section"))
        .extracting(WebElement::getAccessibleName)
        .containsExactly("Services", "Dependencies", "Events", "Log");
    assertThat(browser.all("h1, h2, h3").stream().filter(WebElement::isDisplayed))
        .extracting(WebElement::getTagName)
        .containsExactly("h1", "h2", "h3", "h3", "h3", "h2", "h2", "h2");
    assertThat(browser.all("[role=img]").stream().filter(WebElement::isDisplayed))
        .hasSize(5)
        .noneMatch(image -> image.getAccessibleName().isBlank());
    assertThat(browser.find("#announcer").getAriaRole()).isEqualTo("status");
    assertThat(browser.find("#events").getAriaRole()).isEqualTo("log");
  }

  @Test
  void tabAndEnterDoAllThatAMouseDoes() {
    long before = pid();
    browser.run("document.activeElement.blur(); window.getSelection().removeAllRanges()");
    browser.driver.switchTo().activeElement().sendKeys(Keys.TAB);
    assertThat(focused().getText()).isEqualTo("Skip to the services");

    for (int i = 0; i < 40 && !focused().getAccessibleName().equals("Restart web"); i++) {
      assertThat(browser.run("return getComputedStyle(document.activeElement).outlineStyle"))
          .as("what is focused shows it: %s", focused().getAccessibleName())
          .isNotEqualTo("none");
      focused().sendKeys(Keys.TAB);
    }
    focused().sendKeys(Keys.ENTER);

    await().until(() -> pid() != before);
    browser.awaitText("[data-service=web] [data-fact=pid]", Long.toString(pid()));
    assertThat(focused().getAccessibleName()).isEqualTo("Restart web");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void textStandsOutFromWhatIsBehindIt(String scheme) {
    browser.colours(scheme);

    assertThat((List<?>) browser.run(TOO_FAINT)).isEmpty();
    assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
        .isEqualTo(scheme.equals("light") ? "rgb(244, 245, 249)" : "rgb(12, 14, 20)");
  }

  @Test
  void aPhoneScrollsInOneDirectionAloneAndHasButtonsForFingers() {
    browser.size(360, 740, true);

    assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(360L);
    assertThat(browser.all(".card button"))
        .allSatisfy(button -> assertThat(button.getSize().height).isGreaterThanOrEqualTo(44));
    assertThat(browser.find("#reload").getAccessibleName()).isEqualTo("Reload configuration");
  }

  @Test
  void thePageAsksNobodyElseAndRunsNothingThatItDidNotBring() {
    List<?> asked = (List<?>) browser.run("return performance.getEntries().map(e => e.name)");
    String own = "http://127.0.0.1:" + server.port() + "/";
    assertThat(asked)
        .filteredOn(name -> name.toString().contains(":/"))
        .isNotEmpty()
        .allMatch(name -> name.toString().startsWith(own));
    assertThat(browser.complaints()).isEmpty();

    browser.run(
        """
        const policy = trustedTypes.createPolicy("intruder", { createScript: text => text });
        const intruder = document.createElement("script");
        intruder.text = policy.createScript("window.intruded = true");
        document.body.append(intruder);
        """);

    assertThat(browser.run("return window.intruded")).isNull();
    assertThat(browser.complaints()).anyMatch(said -> said.contains("Content Security Policy"));
  }

  @Test
  void eachPageHasANonceOfItsOwn() {
    try (var client = new ApiClient(server.port())) {
      String first = policy(client.exchange("/", request -> request));

      assertThat(first)
          .contains("default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe")
          .isNotEqualTo(policy(client.exchange("/", request -> request)));
    }
  }

  private static String policy(HttpResponse<String> page) {
    String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
    String nonce = policy.replaceAll(".*script-src 'nonce-([^']+)'.*", "$1");
    assertThat(page.body()).contains("<script type=\"module\" nonce=\"" + nonce + "\">");
    assertThat(page.body()).contains("<style nonce=\"" + nonce + "\">").doesNotContain("{{");
    return policy;
  }

  private static WebElement focused() {
    return browser.driver.switchTo().activeElement();
  }

  private static long pid() {
    return SUPERVISION.service("web").orElseThrow().pid().orElseThrow();
  }
}
