package dev.processmanager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every Java snippet of the pages compiles as it stands.
class DocsTest {

  private static final Path TOP = Path.of("..");
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path classes;

  @Test
  void theReadmesExampleCompilesAndIsShort() throws IOException {
    List<String> snippets = snippets(TOP.resolve("README.md"));

    assertThat(snippets).isNotEmpty();
    assertThat(snippets.getFirst().lines().filter(line -> !line.startsWith("import")))
        .hasSizeLessThan(26);
    assertThat(snippets).allSatisfy(this::compile);
  }

  @Test
  void theSnippetsOfAllOtherPagesCompile() throws IOException {
    try (Stream<Path> pages = Files.walk(TOP.resolve("docs"))) {
      for (Path page : pages.filter(file -> file.toString().endsWith(".md")).toList()) {
        assertThat(snippets(page)).as("%s", page).allSatisfy(this::compile);
      }
    }
  }

  @Test
  void theTestOfAPolicyCompilesAndPasses() throws Exception {
    String directory = "process-manager-core/src/main/java/dev/processmanager/testing";
    assertThat(snippets(TOP.resolve(directory).resolve("README.md")))
        .hasSize(1)
        .allSatisfy(this::compile);
    try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      var constructor = loader.loadClass("OwnPolicyTest").getDeclaredConstructor();
      constructor.setAccessible(true);
      var test = constructor.newInstance().getClass().getDeclaredMethod("aDayOfCrashes");
      test.setAccessible(true);
      test.invoke(constructor.newInstance());
    }
  }

  private static List<String> snippets(Path page) throws IOException {
    return SNIPPET
        .matcher(Files.readString(page))
        .results()
        .map(MatchResult::group)
        .map(block -> block.substring("```java\n".length(), block.length() - 3))
        .toList();
  }

  private void compile(String snippet) {
    var errors = new StringWriter();
    var source =
        new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return snippet;
          }
        };
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                errors,
                null,
                null,
                List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                null,
                List.of(source))
            .call();

    assertThat(compiled).as("%s\n%s", snippet, errors).isTrue();
  }
}
