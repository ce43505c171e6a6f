package dev.processmanager.comparison;

/// Plays whatever its trap asks for.
public final class Actor implements Peer {

  @Override
  public String name() {
    return "actor";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public String settings() {
    return "None.";
  }

  @Override
  public void open(int megabytes) {}

  /// Does as it should.
  public static final class Good implements Trap<Actor> {
    @Override
    public String title() {
      return "good";
    }

    @Override
    public Verdict spring(Actor actor, Scene scene) {
      return Verdict.right().and(true, "nothing");
    }
  }

  /// Does otherwise, in two respects.
  public static final class Bad implements Trap<Actor> {
    @Override
    public String title() {
      return "bad";
    }

    @Override
    public Verdict spring(Actor actor, Scene scene) {
      return Verdict.when(false, "too late").and(true, "fine").and(false, "and too short");
    }
  }

  /// Fails.
  public static final class Failing implements Trap<Actor> {
    @Override
    public String title() {
      return "failing";
    }

    @Override
    public Verdict spring(Actor actor, Scene scene) {
      throw new IllegalStateException("as planned");
    }
  }

  /// Never returns.
  public static final class Hanging implements Trap<Actor> {
    @Override
    public String title() {
      return "hanging";
    }

    @Override
    public Verdict spring(Actor actor, Scene scene) throws Exception {
      Thread.currentThread().join();
      return Verdict.right();
    }
  }

  /// Takes its JVM along.
  public static final class Crashing implements Trap<Actor> {
    @Override
    public String title() {
      return "crashing";
    }

    @Override
    public Verdict spring(Actor actor, Scene scene) {
      System.err.println("goodbye");
      Runtime.getRuntime().halt(7);
      return Verdict.right();
    }
  }

  /// Was never meant for this.
  public static final class Unable implements Trap<Actor> {
    @Override
    public String title() {
      return "unable";
    }

    @Override
    public Verdict spring(Actor actor, Scene scene) {
      throw new NoSuchFeature("cannot fly");
    }
  }
}
