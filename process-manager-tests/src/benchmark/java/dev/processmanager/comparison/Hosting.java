package dev.processmanager.comparison;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A contestant in a program of its own, which can be ended and killed: the leader of a session.
public final class Hosting implements AutoCloseable {

  private static final String READY = "##ready ";
  private static final String NONE = "##none ";

  private final Process process;
  private final long session;
  private final long host;

  private Hosting(Process process, long session, long host) {
    this.process = process;
    this.session = session;
    this.host = host;
  }

  /// Starts the host, which does something with the contestant.
  ///
  /// @param peer who is tried
  /// @param part a class with a constructor without parameters
  public static <P extends Peer> Hosting of(P peer, Class<? extends Part<P>> part, Scene scene)
      throws Exception {
    var command = new ArrayList<>(List.of("setsid", "--wait"));
    command.addAll(
        Jvm.running(
            Hosting.class,
            0,
            List.of(peer.getClass().getName(), part.getName(), scene.directory().toString())));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader answers = process.inputReader();
    String answer = answers.readLine();
    while (answer != null && !answer.startsWith("##")) {
      answer = answers.readLine();
    }
    if (answer != null && answer.startsWith(NONE)) {
      throw new NoSuchFeature(answer.substring(NONE.length()));
    }
    if (answer == null) {
      throw new HostGone("the host ended before it was ready");
    }
    String[] pids = answer.substring(READY.length()).split(" ");
    return new Hosting(process, Long.parseLong(pids[0]), Long.parseLong(pids[1]));
  }

  /// What is done in the host.
  public interface Part<P extends Peer> {
    void play(P peer, Scene scene) throws Exception;
  }

  /// Ends the host in an orderly way.
  ///
  /// @return whether that was done in time
  public boolean exit(Duration patience) throws IOException, InterruptedException {
    process.getOutputStream().close();
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  public void kill() throws IOException, InterruptedException {
    signal("KILL", host);
  }

  /// Does what a terminal does at Ctrl+C.
  public void interruptGroup() throws IOException, InterruptedException {
    signal("INT", -session);
  }

  /// By the shell's own `kill`, which understands the number of a group in this form alone.
  private static void signal(String name, long to) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -s " + name + " -- " + to).start().waitFor();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /// The host; its end is asked for by the end of its input.
  ///
  /// @param args the classes of the contestant and of the part, and the directory of the scene
  @SuppressWarnings("unchecked")
  public static void main(String[] args) throws Exception {
    var peer = (Peer) Case.made(args[0]);
    try {
      peer.open(0);
      ((Part<Peer>) Case.made(args[1])).play(peer, new Scene(Path.of(args[2])));
    } catch (NoSuchFeature none) {
      System.out.println(NONE + none.getMessage());
      Runtime.getRuntime().halt(0);
    }
    System.out.println(READY + ProcessHandle.current().pid() + " " + peer.host());
    System.in.readAllBytes();
    peer.endHost();
    System.exit(0);
  }
}
