package dev.processmanager;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The house: which package may know which, how large a file may be, what is public.
class ArchitectureTest {

  private static final String ROOT = "dev.processmanager";
  private static final Path SOURCES = Path.of("../process-manager-core/src/main/java");

  /// Arrows point downwards only. Kinds never know `supervise`; `supervise` never knows a kind or
  /// `os`; only the root knows both.
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("time", Set.of()),
          Map.entry("output", Set.of()),
          Map.entry("process", Set.of("output", "time")),
          Map.entry("os", Set.of("process", "output", "time")),
          Map.entry("command", Set.of("os", "process", "output", "time")),
          Map.entry("task", Set.of("process", "time")),
          Map.entry("worker", Set.of()),
          Map.entry("jvm", Set.of("worker", "command", "os", "process", "output", "time")),
          Map.entry("restart", Set.of("process")),
          Map.entry("probe", Set.of("process", "output", "time")),
          Map.entry("registry", Set.of("process")),
          Map.entry(
              "supervise", Set.of("restart", "probe", "registry", "process", "output", "time")),
          Map.entry("jfr", Set.of("supervise", "restart", "registry", "process")),
          Map.entry("testing", Set.of("process", "time")));

  /// Everything that users can name. A new line here is a promise.
  private static final Map<String, String> PUBLIC_TYPES =
      Map.ofEntries(
          Map.entry(
              "",
              "HealthSummary HealthSummary.Count ProcessFilter ProcessManager"
                  + " ProcessManagerBuilder ProcessScope Session SessionStatus Sessions"),
          Map.entry("command", "Adoption Command Engine"),
          Map.entry(
              "jvm",
              "JvmAction JvmCrashException JvmExitException JvmFunction JvmKilledException JvmMain"
                  + " JvmOptions JvmOutOfMemoryException JvmPool JvmTask JvmTimeoutException"
                  + " JvmTimeoutException.Phase RemoteException RemoteThrowable"
                  + " UnserializableResultException UnserializableTaskException"),
          Map.entry(
              "output",
              "Line Line.Source LogFile Output Output.Recorder OutputSink Rotation"
                  + " Subscription"),
          Map.entry(
              "probe",
              "HealthCheck HealthCheck.Role HttpProbe Probe ProbeContext ProbeResult"
                  + " ProbeResult.Fail ProbeResult.Inconclusive ProbeResult.Pass"),
          Map.entry(
              "process",
              "Ending Execution Exit Exit.Exited Exit.Returned Exit.Signalled Exit.Threw"
                  + " Exit.Unknown ExitException Fingerprint ForwardingContext Health Identity Identity.InThisJvm"
                  + " Identity.OfProcess LaunchContext LaunchException Launcher ProcessException"
                  + " ProcessKind ProcessResult ProcessState ProcessTimeoutException ResourceUsage"
                  + " Signal StopPlan StopPlan.Scope StopReport Verdict"),
          Map.entry(
              "registry",
              "Entry Entry.About Entry.Desired Entry.Key Entry.Lease Entry.Progress Entry.Run"
                  + " Patch Patch.Beat Patch.BeginSession Patch.Claim Patch.Desire Patch.EndSession"
                  + " Patch.Forget Patch.OfEntry Patch.OfSession Patch.Put Patch.Update Patch.Release"
                  + " Patch.Remove Registry RegistryBusyException RegistryConflictException"
                  + " RegistryDamage RegistryException RegistryVersionException Scope Scope.Type"
                  + " SessionEntry"),
          Map.entry(
              "restart",
              "Backoff Cause Decision Decision.Finish Decision.GiveUp Decision.Restart Ended"
                  + " RestartPolicy"),
          Map.entry(
              "supervise",
              "DuplicateIdException HealthRecord Machine ManagedProcess ProcessEvent"
                  + " ProcessEvent.HealthChanged ProcessEvent.LimitExceeded"
                  + " ProcessEvent.DependenciesAwaited Dependency Dependency.Condition"
                  + " Dependency.Propagation DependencyException"
                  + " ProcessEvent.RestartScheduled ProcessEvent.RunEnded ProcessEvent.StateChanged"
                  + " ProcessListener ProcessSpec ProcessStatus ReconcileReport ResourceLimits"
                  + " Supervision Supervision.Registered UnknownIdException"),
          Map.entry("task", "AsyncAction AsyncTask TaskContext"),
          Map.entry("testing", "FakeLauncher FakeRun ManualTime"),
          Map.entry("time", "TimeSource Timer"));

  private static final Set<String> NOT_EXPORTED = Set.of("os", "jfr", "worker");

  private static final Set<JavaModifier> PROMISED =
      Set.of(JavaModifier.PUBLIC, JavaModifier.PROTECTED);

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT)
          .that(
              describe("belong to core", c -> !c.getPackageName().startsWith(ROOT + ".examples")));

  @Test
  void arrowsPointDownwardsOnly() {
    assertThat(CORE).isNotEmpty();
    for (JavaClass type : CORE) {
      String from = packageOf(type);
      Set<String> used = new TreeSet<>();
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass())
          .filter(target -> target.getPackageName().startsWith(ROOT))
          .map(ArchitectureTest::packageOf)
          .filter(to -> !to.equals(from))
          .forEach(used::add);
      if (!from.isEmpty()) {
        assertThat(MAY_IMPORT).as("arrows of a new package").containsKey(from);
        assertThat(MAY_IMPORT.get(from)).as(type.getName()).containsAll(used);
      }
    }
  }

  @Test
  void whatRunsInChildJvmsUsesTheJdkAlone() {
    Set<String> used = new TreeSet<>();
    for (JavaClass type : CORE) {
      if (packageOf(type).equals("worker")) {
        type.getDirectDependenciesFromSelf().stream()
            .map(dependency -> dependency.getTargetClass().getBaseComponentType())
            .filter(target -> !target.isPrimitive())
            .map(JavaClass::getPackageName)
            .filter(name -> !name.startsWith("java.") && !name.equals(ROOT + ".worker"))
            .forEach(used::add);
      }
    }

    assertThat(used).as("besides the JDK").isSubsetOf("org.jspecify.annotations");
  }

  /// Each start of a child pays for whatever is linked then: the first lambda, pattern switch or
  /// generated method costs as much as a tenth of the start. What primes a child is there to pay.
  @Test
  void whatRunsInChildJvmsNeedsNoLinking() throws IOException {
    Path classes = Path.of("../process-manager-core/target/classes/dev/processmanager/worker");
    try (Stream<Path> files = Files.list(classes)) {
      assertThat(files.filter(file -> !file.endsWith("Priming.class")))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(ClassFile.of().parse(file).methods().stream())
                      .flatMap(method -> method.code().stream().toList())
                      .flatMap(code -> code.elementList())
                      .noneMatch(InvokeDynamicInstruction.class::isInstance));
    }
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void everyPublicTypeIsListed() {
    Map<String, Set<String>> found =
        CORE.stream()
            .filter(ArchitectureTest::isVisible)
            .filter(type -> !NOT_EXPORTED.contains(packageOf(type)))
            .collect(
                groupingBy(
                    ArchitectureTest::packageOf,
                    TreeMap::new,
                    mapping(ArchitectureTest::shortName, toCollection(TreeSet::new))));
    Map<String, Set<String>> listed = new TreeMap<>();
    PUBLIC_TYPES.forEach(
        (name, types) -> listed.put(name, new TreeSet<>(List.of(types.split(" ")))));

    assertThat(found).isEqualTo(listed);
  }

  /// The compiler would tell, but would also want the annotations for everybody.
  @Test
  void whatIsPublicNamesOnlyWhatIsExported() {
    assertThat(
            CORE.stream()
                .filter(ArchitectureTest::isVisible)
                .filter(type -> !NOT_EXPORTED.contains(packageOf(type)))
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> PROMISED.stream().anyMatch(unit.getModifiers()::contains)))
        .isNotEmpty()
        .allSatisfy(
            unit ->
                assertThat(unit.getAllInvolvedRawTypes())
                    .as(unit.getFullName())
                    .map(JavaClass::getBaseComponentType)
                    .filteredOn(type -> type.getPackageName().startsWith(ROOT))
                    .allMatch(type -> !NOT_EXPORTED.contains(packageOf(type)) && isVisible(type)));
  }

  @Test
  void filesAreSmall() throws IOException {
    List<Integer> sizes;
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(all)
          .allSatisfy(file -> assertThat(codeLines(file)).as("%s", file).isLessThanOrEqualTo(300));
      sizes = all.stream().map(ArchitectureTest::codeLines).sorted().toList();
    }

    assertThat(sizes.get(sizes.size() / 2)).as("median").isLessThanOrEqualTo(50);
    assertThat(sizes.get(sizes.size() * 9 / 10)).as("90 %%").isLessThanOrEqualTo(150);
  }

  /// The worker is a program of its own, whose output is that of its task.
  @Test
  void nothingInCoreSleepsOrPrints() throws IOException {
    Pattern forbidden = Pattern.compile("Thread\\.sleep|System\\.(out|err)|printStackTrace");
    try (Stream<Path> files = Files.walk(SOURCES)) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .filter(file -> !file.getParent().endsWith("worker")))
          .isNotEmpty()
          .allSatisfy(
              file -> assertThat(forbidden.matcher(Files.readString(file)).find()).isFalse());
    }
  }

  private static boolean isVisible(JavaClass type) {
    UnaryOperator<JavaClass> enclosing = c -> c.getEnclosingClass().orElse(null);
    return Stream.iterate(type, c -> c != null, enclosing)
            .allMatch(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
        && !type.getSimpleName().isEmpty()
        && !type.getSimpleName().equals("package-info");
  }

  private static String packageOf(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
  }

  private static String shortName(JavaClass type) {
    return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
  }

  /// Lines that are neither blank nor comment.
  private static int codeLines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return (int)
          lines
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("//") && !line.startsWith("*"))
              .count();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
