package dev.processmanager.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands on the pages holds: every Java snippet compiles, every link leads somewhere.
class DocsTest {

  private static final Path TOP = Path.of("..");
  private static final Path README = TOP.resolve("README.md");

  @TempDir Path directory;

  @Test
  void theReadmesExampleCompilesAndIsShort() {
    Page readme = Page.read(README);

    assertThat(readme.blocks("java")).isNotEmpty();
    assertThat(readme.blocks("java").getFirst().text().lines())
        .filteredOn(line -> !line.startsWith("import"))
        .hasSizeLessThan(26);
    assertThat(Snippets.compile(List.of(readme), directory)).isEmpty();
  }

  @Test
  void theSnippetsOfAllOtherPagesCompile() throws IOException {
    List<Page> others = pages().stream().filter(page -> !page.file().equals(README)).toList();

    assertThat(Snippets.compile(others, directory)).isEmpty();
  }

  @Test
  void theReadmeNamesTheVersionOfTheBuild() throws IOException {
    Matcher version =
        Pattern.compile("<version>([^<]+)</version>")
            .matcher(Files.readString(TOP.resolve("pom.xml")));
    assertThat(version.find()).isTrue();

    assertThat(Files.readString(README))
        .contains("<version>" + version.group(1) + "</version>")
        .contains("dev.processmanager:process-manager-core:" + version.group(1));
  }

  @Test
  void theTestOfAPolicyCompilesAndPasses() throws Exception {
    Path page =
        TOP.resolve("process-manager-core/src/main/java/dev/processmanager/testing/README.md");
    assertThat(Snippets.compile(List.of(Page.read(page)), directory)).isEmpty();
    try (var loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
      var constructor =
          loader.loadClass(Snippets.packageOf(0) + ".OwnPolicyTest").getDeclaredConstructor();
      constructor.setAccessible(true);
      var test = constructor.newInstance().getClass().getDeclaredMethod("aDayOfCrashes");
      test.setAccessible(true);
      test.invoke(constructor.newInstance());
    }
  }

  @Test
  void allLinksLeadSomewhere() throws IOException {
    assertThat(pages()).flatExtracting(Links::problems).isEmpty();
  }

  @Test
  void theIndexLeadsToEveryPage() throws IOException {
    Path docs = TOP.resolve("docs");
    Set<Path> told =
        Stream.of(docs.resolve("README.md"), docs.resolve("adr/README.md"))
            .flatMap(index -> Page.read(index).links().stream().map(link -> led(index, link)))
            .collect(Collectors.toSet());

    assertThat(pages().stream().map(Page::file))
        .filteredOn(file -> file.startsWith(docs) && !file.endsWith("docs/README.md"))
        .isSubsetOf(told);
  }

  private static Path led(Path index, Page.Link link) {
    return index.resolveSibling(link.target()).normalize();
  }

  @Test
  void allBlocksNameTheirLanguage() throws IOException {
    assertThat(pages())
        .allSatisfy(
            page ->
                assertThat(page.blocks())
                    .as("%s", page.file())
                    .noneMatch(block -> block.language().isEmpty()));
  }

  @Test
  void aSnippetThatDoesNotCompileIsToldWithPageAndLine() throws IOException {
    Page page =
        page(
            """
            ```java
            import java.util.concurrent.atomic.*;

            var runs = new AtomicInteger();
            pm.runCli("true").orTimeout(ofSeconds(1).toMillis(), TimeUnit.MILLISECONDS).join();
            pm.runClu("true");
            ```
            Twice the same name:
            ```java
            public class Same {}
            ```
            ```java
            record Same(Strin name) {}
            ```
              ```java
              void main() {
                IO.printn("");
              }
              ```
            """);

    assertThat(Snippets.compile(List.of(page), directory))
        .hasSize(3)
        .anySatisfy(error -> assertThat(error).startsWith(page.file() + ":6: ").contains("runClu"))
        .anySatisfy(error -> assertThat(error).startsWith(page.file() + ":13: ").contains("Strin"))
        .anySatisfy(
            error -> assertThat(error).startsWith(page.file() + ":17: ").contains("printn"));
  }

  @Test
  void aLinkThatLeadsNowhereIsToldWithPageAndLine() throws IOException {
    Path other = Files.writeString(directory.resolve("other.md"), "# The `one`, *and only*\n");
    Page page =
        page(
            """
            # Twice
            # Twice
            [one](other.md#the-one-and-only), [self](#twice-1), [web](https://example.org/none)
            `[code](none.md)`, [`code`](other.md "title") and [gone](none.md)
            ```sh
            echo '[code](none.md)'
            ```
            [far](#thrice) [wrong](other.md#one)

            [defined]: none.txt
            """);

    assertThat(Links.problems(Page.read(other))).isEmpty();
    assertThat(Links.problems(page))
        .containsExactly(
            page.file() + ":4: none.md leads to no file",
            page.file() + ":8: #thrice leads to no heading",
            page.file() + ":8: other.md#one leads to no heading",
            page.file() + ":10: none.txt leads to no file");
  }

  private Page page(String text) throws IOException {
    return Page.read(Files.writeString(directory.resolve("page.md"), text));
  }

  /// {@return the pages for users and contributors}
  private static List<Page> pages() throws IOException {
    try (Stream<Path> top = Files.list(TOP);
        Stream<Path> docs = Files.walk(TOP.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(Page::read)
          .toList();
    }
  }
}
