package dev.processmanager.examples.architect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.processmanager.examples.architect.Sample;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// What the dashboard does, in a real browser.
@Timeout(60)
class ArchitectDashboardTest {

  private static Browser browser;

  private final FakeSupervision supervision = new FakeSupervision();
  private ArchitectServer server;

  @BeforeAll
  static void openBrowser() throws IOException {
    browser = Browser.open();
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void openDashboard() throws IOException {
    supervision.happened("web", "exited", "Exited with code 1");
    server = ArchitectServer.start(0, supervision, ApiClient.TOKEN);
    browser.complaints();
    browser.driver.get(server.dashboard().toString());
    browser.awaitText("#connection", "live");
    browser.awaitText("#cards", "The web");
  }

  @AfterEach
  void close() {
    browser.driver.get("about:blank");
    server.close();
  }

  @Test
  void thePrintedAddressLetsInAndDoesNotStayInTheAddressBar() {
    assertThat(browser.driver.getCurrentUrl()).isEqualTo("http://127.0.0.1:%d/", server.port());
    assertThat(browser.run("return document.cookie")).isEqualTo("");
    assertThat(browser.all(".card")).hasSize(3);

    browser.driver.navigate().refresh();

    browser.awaitText("#cards", "The web");
  }

  @Test
  void aServiceShowsAllThatIsKnownOfIt() {
    String web = browser.find("[data-service=web]").getText();

    assertThat(web).contains("The web", "running", "healthy", "1 h 2 m", "8080", pid("web"));
    assertThat(browser.find("[data-service=db]").getText()).contains("critical");
    assertThat(browser.find("[data-service=mail]").getText()).contains("stopped", "disabled");
    assertThat(browser.find("#tiles").getText()).contains("2 of 2 enabled", "PID 1234");
    assertThat(browser.find("#graph svg").getDomAttribute("aria-label"))
        .isEqualTo("web needs db; mail needs db.");
    assertThat(browser.all("#graph .node")).hasSize(3);
    assertThat(browser.all("#graph .edge")).hasSize(2);
  }

  @Test
  void aClickOnRestartChangesThePidOnThePage() {
    String before = pid("web");

    button("Restart web").click();

    await().until(() -> !pid("web").equals(before));
    assertThat(pid("web")).isEqualTo(Long.toString(current("web")));
    assertThat(browser.find("[data-service=web] [data-fact=restarts]").getText()).isEqualTo("1");
  }

  @Test
  void stopAndStartFollowTheState() {
    button("Stop web").click();
    browser.awaitText("[data-service=web] .state", "stopped");
    assertThat(button("Stop web").getDomAttribute("aria-disabled")).isEqualTo("true");
    assertThat(browser.find("#announcer").getDomProperty("textContent"))
        .isEqualTo("The web is stopped");

    button("Start web").click();
    browser.awaitText("[data-service=web] .state", "running");
    assertThat(button("Start web").getDomAttribute("aria-disabled")).isEqualTo("true");
  }

  @Test
  void whatCannotBeDoneIsSaidAndWhy() {
    supervision.nextStop =
        () -> CompletableFuture.failedFuture(new IllegalStateException("web is being restarted"));

    button("Stop web").click();

    browser.awaitText("#toasts", "web is being restarted");
    browser.find("#toasts button").click();
    assertThat(browser.all(".toast")).isEmpty();
  }

  @Test
  void eventsAppearAsTheyHappen() {
    browser.awaitText("#events", "Exited with code 1");

    supervision.happened("db", "limit_exceeded", "Memory 600 MB is above 512 MB");

    browser.awaitText("#events li:first-child", "Memory 600 MB is above 512 MB");
    assertThat(browser.all("#events li")).hasSize(2);
  }

  @Test
  void theLogOfTheChosenServiceIsFollowed() {
    supervision.logs("\u001b[32mwarm\u001b[0m <b>start</b>");
    button("Log of mail").click();
    browser.awaitText("#log", "warm <b>start</b>");
    assertThat(browser.find("#log-service").getDomProperty("value")).isEqualTo("mail");

    supervision.logs("another line");

    browser.awaitText("#log div:last-child", "another line");
    assertThat(browser.all("#log div")).hasSize(2);
  }

  @Test
  void processorAndMemoryAreDrawn() {
    for (int i = 0; i < 5; i++) {
      supervision.add(
          new Sample("web", FakeSupervision.NOON, 10 * i, 64, "healthy", OptionalDouble.empty()));
    }
    browser.driver.navigate().refresh();

    browser.awaitText("[data-service=web] .cpu", "40 %");
    browser.awaitText("[data-service=web] .memory", "64 MB");
    assertThat(browser.find("[data-service=web] .cpu svg").getDomAttribute("aria-label"))
        .isEqualTo("CPU: now 40 %, at most 40 %");
    assertThat(browser.find("[data-service=web] .cpu .stroke").getDomAttribute("d"))
        .matches("M[\\d.]+ [\\d.]+(L[\\d.]+ [\\d.]+){4}");
  }

  @Test
  void aGroupIsRestartedByOneButton() {
    browser.find("#groups button").click();

    browser.awaitText("[data-service=web] [data-fact=restarts]", "1");
  }

  @Test
  void aWrongTokenIsRefusedAndTheRightOneLetsIn() {
    browser.find("#leave").click();
    await().until(() -> browser.find("#gate").isDisplayed());
    assertThat(browser.all(".card")).isEmpty();

    browser.driver.switchTo().activeElement().sendKeys("not the token at all", Keys.ENTER);
    browser.awaitText("#gate-error", "not the supervisor's");

    browser.find("#token").sendKeys(ApiClient.TOKEN, Keys.ENTER);
    browser.awaitText("#cards", "The web");
  }

  @Test
  void thePageComesBackByItselfAfterTheSupervisor() throws IOException {
    int port = server.port();
    server.close();
    browser.awaitText("#connection", "not connected");

    server = ArchitectServer.start(port, supervision, ApiClient.TOKEN);

    browser.awaitText("#connection", "live");
  }

  private long current(String id) {
    return supervision.service(id).orElseThrow().pid().orElseThrow();
  }

  private static String pid(String id) {
    return browser.find("[data-service=" + id + "] [data-fact=pid]").getText();
  }

  private static WebElement button(String name) {
    return browser.find("button[aria-label='" + name + "']");
  }
}
