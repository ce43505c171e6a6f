package dev.processmanager.pages;

import dev.processmanager.ProcessManager;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Compiles the Java blocks of pages, all at once. One that has `void main` at the left is a
/// compact source file; one that declares a type there is a compilation unit, and gets a package of
/// its own. Any other is a fragment: the body of a method that has a manager `pm`, with everything
/// that core exports, the module `java.base` and the static methods of `Duration` imported.
final class Snippets {

  private static final Pattern MAIN =
      Pattern.compile("^(?:(?:public|static) +)*void +main *\\(", Pattern.MULTILINE);
  private static final Pattern TYPE =
      Pattern.compile(
          "^(?:(?:public|final|sealed|non-sealed|abstract|static) +)*"
              + "(?:class|record|interface|enum|@interface) +\\w",
          Pattern.MULTILINE);
  private static final Pattern AFTER_IMPORTS =
      Pattern.compile("\\A(?:(?:import [^\n]*)?\n)*", Pattern.MULTILINE);

  private static final String IMPORTS =
      exports().map(name -> "import " + name + ".*; ").collect(Collectors.joining())
          + "import module java.base; import static java.time.Duration.*; ";

  private Snippets() {}

  /// {@return the package that a compilation unit gets}
  static String packageOf(int index) {
    return "snippets.s" + index;
  }

  /// {@return what is wrong, each with page and line}
  static List<String> compile(List<Page> pages, Path classes) {
    var sources = new ArrayList<Source>();
    for (Page page : pages) {
      page.blocks("java").forEach(block -> sources.add(new Source(page, block, sources.size())));
    }
    var found = new DiagnosticCollector<JavaFileObject>();
    var options =
        List.of(
            "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    if (!sources.isEmpty()) {
      ToolProvider.getSystemJavaCompiler()
          .getTask(null, null, found, options, null, sources)
          .call();
    }
    return found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(Snippets::describe)
        .toList();
  }

  private static String describe(Diagnostic<? extends JavaFileObject> error) {
    String place = error.getSource() instanceof Source source ? source.place(error) : "";
    return place + error.getMessage(Locale.ROOT);
  }

  private static Stream<String> exports() {
    try {
      Path core =
          Path.of(ProcessManager.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return ModuleFinder.of(core)
          .find("dev.processmanager")
          .orElseThrow()
          .descriptor()
          .exports()
          .stream()
          .map(ModuleDescriptor.Exports::source);
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// A block as javac takes it: what is added stands in lines of the block, so that numbers agree.
  private static final class Source extends SimpleJavaFileObject {

    private final Page page;
    private final Page.Block block;
    private final int index;

    Source(Page page, Page.Block block, int index) {
      super(URI.create("string:///Snippet" + index + ".java"), Kind.SOURCE);
      this.page = page;
      this.block = block;
      this.index = index;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      String text = block.text();
      if (MAIN.matcher(text).find()) {
        return text;
      }
      return TYPE.matcher(text).find()
          ? "package " + packageOf(index) + "; " + text
          : IMPORTS + AFTER_IMPORTS.matcher(text).replaceFirst("$0" + opening()) + "}}";
    }

    private String opening() {
      return "class Fragment" + index + " { void snippet(ProcessManager pm) throws Exception { ";
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return kind == Kind.SOURCE;
    }

    private String place(Diagnostic<?> error) {
      return page.file() + ":" + (block.line() + error.getLineNumber() - 1) + ": ";
    }
  }
}
