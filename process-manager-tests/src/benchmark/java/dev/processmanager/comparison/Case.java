package dev.processmanager.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/// One contestant in one trap, in a JVM of its own: says when it begins, and what came of it.
public final class Case {

  static final String BEGUN = "##begun";

  private static final Duration LIFE = Duration.ofMinutes(1);

  private Case() {}

  /// @param args the classes of the trap and of the contestant
  public static void main(String[] args) throws IOException {
    var scene = new Scene(Files.createTempDirectory("trap"));
    Thread.ofPlatform().daemon().start(Case::endInAnyCase);
    System.out.println(BEGUN);
    Verdict verdict = verdict(args[0], args[1], scene);
    delete(scene.directory());
    System.out.println(verdict.toLine());
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  /// Nobody else may be there any more to do so.
  private static void endInAnyCase() {
    Scene.pause(LIFE);
    Runtime.getRuntime().halt(1);
  }

  @SuppressWarnings("unchecked")
  private static Verdict verdict(String trap, String peer, Scene scene) {
    try {
      return spring((Trap<Peer>) made(trap), (Peer) made(peer), scene);
    } catch (ReflectiveOperationException misspelt) {
      throw new IllegalArgumentException(misspelt);
    }
  }

  /// What a contestant fails to close ends with this JVM.
  private static Verdict spring(Trap<Peer> trap, Peer peer, Scene scene) {
    try {
      peer.open(trap.megabytes());
      return trap.spring(peer, scene);
    } catch (Throwable failure) {
      return Verdict.of(failure);
    }
  }

  static Object made(String type) throws ReflectiveOperationException {
    return Class.forName(type).getDeclaredConstructor().newInstance();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException stillInUse) {
      return;
    }
  }
}
