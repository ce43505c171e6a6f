package dev.processmanager.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/// Compiles and packs what the hosts of these tests are made of.
final class JavaSources {

  /// This JVM's `java`.
  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private JavaSources() {}

  static void compile(Path target, List<String> options, Path... sources) {
    Stream<String> arguments =
        Stream.concat(
            Stream.concat(Stream.of("-d", target.toString()), options.stream()),
            Stream.of(sources).map(Path::toString));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(code).isZero();
  }

  /// Where a class was loaded from.
  static Path home(Class<?> type) {
    return ClassPath.location(type).flatMap(ClassPath::file).orElseThrow();
  }

  /// A jar of whole directories.
  static Path jar(Path jar, Map<String, String> manifest, Map<String, Path> directories)
      throws IOException {
    var attributes = new Manifest();
    attributes.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach(attributes.getMainAttributes()::putValue);
    try (var out = new JarOutputStream(Files.newOutputStream(jar), attributes)) {
      for (Map.Entry<String, Path> directory : directories.entrySet()) {
        if (!directory.getKey().isEmpty()) {
          out.putNextEntry(new JarEntry(directory.getKey()));
        }
        add(out, directory.getKey(), directory.getValue());
      }
    }
    return jar;
  }

  private static void add(JarOutputStream out, String prefix, Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(file -> !file.equals(directory)).toList()) {
        String name = prefix + directory.relativize(file);
        if (Files.isDirectory(file)) {
          out.putNextEntry(new JarEntry(name + "/"));
        } else {
          out.putNextEntry(stored(name, Files.readAllBytes(file)));
          Files.copy(file, out);
        }
        out.closeEntry();
      }
    }
  }

  /// A jar inside of a jar can be read only where it is not compressed.
  private static JarEntry stored(String name, byte[] content) {
    var checksum = new CRC32();
    checksum.update(content);
    var entry = new JarEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    return entry;
  }
}
