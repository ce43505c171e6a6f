package dev.processmanager.examples.architect.config;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.processmanager.process.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What a `supervisor_config.json` may say.
class ConfigurationTest {

  static final Path FILE = Path.of("/srv/app/supervisor_config.json");

  @Test
  void whatIsLeftOutHasItsDefault() throws Exception {
    Configuration empty = Configuration.of("{}", FILE);

    assertThat(empty.services()).isEmpty();
    assertThat(empty.global())
        .isEqualTo(
            new Global(
                ofSeconds(30),
                new Restarts(3, ofSeconds(5), 1, ofDays(365)),
                Path.of("/srv/app/logs"),
                Path.of("/srv/app/run"),
                Path.of("/srv/app/data/architect.db"),
                9001));
    assertThat(empty.notifications())
        .isEqualTo(
            new Notifications(
                Optional.empty(), Optional.empty(), true, Level.WARNING, ofMinutes(5)));
    assertThat(empty.monitoring()).isEqualTo(new Monitoring(ofSeconds(30), ofDays(7), ofDays(30)));
  }

  @Test
  void aServiceNeedsNothingButItsCommand() throws Exception {
    assertThat(service("'command': 'serve'"))
        .isEqualTo(
            new ServiceSettings(
                "web",
                true,
                999,
                false,
                "web",
                "",
                new ServiceSettings.Run(
                    List.of("serve"),
                    Path.of("/srv/app"),
                    Map.of(),
                    Optional.empty(),
                    Path.of("/srv/app/logs/web.log")),
                Optional.empty(),
                new Restarts(3, ofSeconds(5), 1, ofDays(365)),
                true,
                false,
                new Limits(OptionalLong.empty(), OptionalDouble.empty()),
                new Stopping(true, ofSeconds(30), Signal.TERM),
                List.of(),
                List.of()));
  }

  @Test
  void whatAServiceSaysIsRead() throws Exception {
    ServiceSettings service =
        service(
            """
            'enabled': false, 'priority': 7, 'critical': true, 'name': 'Web', 'description': 'D',
            'command': 'bin/serve', 'args': ['-v', ''], 'working_directory': 'www',
            'environment': {'MODE': 'prod'}, 'port': 8080,
            'auto_restart': false, 'restart_on_exit': true, 'groups': ['edge'],
            'restart_policy':
              {'max_retries': 2, 'retry_delay': 0.25, 'backoff_multiplier': 3, 'max_backoff': 60},
            'resource_limits': {'max_memory_mb': 512, 'max_cpu_percent': 80.5},
            'graceful_shutdown': {'enabled': false, 'timeout': 4, 'signal': 'SIGINT'}
            """);

    assertThat(service)
        .isEqualTo(
            new ServiceSettings(
                "web",
                false,
                7,
                true,
                "Web",
                "D",
                new ServiceSettings.Run(
                    List.of("/srv/app/www/bin/serve", "-v", ""),
                    Path.of("/srv/app/www"),
                    Map.of("MODE", "prod", "PORT", "8080"),
                    Optional.of(8080),
                    Path.of("/srv/app/logs/web.log")),
                Optional.empty(),
                new Restarts(2, ofMillis(250), 3, ofSeconds(60)),
                false,
                true,
                new Limits(OptionalLong.of(512), OptionalDouble.of(80.5)),
                new Stopping(false, ofSeconds(4), Signal.INT),
                List.of(),
                List.of("edge")));
  }

  @Test
  void aRestartPolicyHasDefaultsOfItsOwn() throws Exception {
    assertThat(service("'command': 'x', 'restart_policy': {}").restarts())
        .isEqualTo(new Restarts(5, ofSeconds(10), 2, ofSeconds(300)));
  }

  @Test
  void theGlobalsHoldForServicesThatDoNotSayIt() throws Exception {
    Configuration read =
        read(
            """
            {'global': {'check_interval': 2, 'restart_delay': 1, 'max_restart_attempts': 9,
                        'log_directory': '/var/log/x', 'pid_directory': 'p', 'database': 'd.db',
                        'api_port': 0},
             'services': {'web': {'command': 'x', 'health_check': {'type': 'process'}}}}
            """);
    ServiceSettings service = read.services().getFirst();

    assertThat(service.restarts()).isEqualTo(new Restarts(9, ofSeconds(1), 1, ofDays(365)));
    assertThat(service.health().orElseThrow().interval()).isEqualTo(ofSeconds(2));
    assertThat(service.run().log()).isEqualTo(Path.of("/var/log/x/web.log"));
    assertThat(read.global().daemonLog()).isEqualTo(Path.of("/var/log/x/process_supervisor.log"));
    assertThat(read.global().daemonPid()).isEqualTo(Path.of("/srv/app/p/process_supervisor.pid"));
    assertThat(read.global().database()).isEqualTo(Path.of("/srv/app/d.db"));
    assertThat(read.global().apiPort()).isZero();
  }

  @Test
  void eachKindOfHealthCheckIsRead() throws Exception {
    assertThat(check("'type': 'http', 'endpoint': '/up'"))
        .isEqualTo(
            check(
                new Question.Http(
                    "http://127.0.0.1:8080/up", 200, Optional.empty(), ofSeconds(10))));
    assertThat(
            check(
                "'type': 'http', 'endpoint': 'https://h:1/', 'expected_status': 204,"
                    + " 'expected_content': 'ok', 'timeout': 3"))
        .isEqualTo(check(new Question.Http("https://h:1/", 204, Optional.of("ok"), ofSeconds(3))));
    assertThat(check("'type': 'tcp'"))
        .isEqualTo(check(new Question.Tcp("127.0.0.1", 8080, ofSeconds(5))));
    assertThat(check("'type': 'tcp', 'host': 'h', 'port': 9"))
        .isEqualTo(check(new Question.Tcp("h", 9, ofSeconds(5))));
    assertThat(check("'type': 'process'")).isEqualTo(check(new Question.Alive(ofSeconds(10))));
    assertThat(check("'type': 'script', 'command': 'true', 'timeout': 0.5"))
        .isEqualTo(check(new Question.Script("true", ofMillis(500))));
  }

  @Test
  void aHealthCheckHasARhythmAndAFallback() throws Exception {
    HealthSettings check =
        check(
            "'type': 'tcp', 'interval': 7, 'max_failures': 2,"
                + " 'fallback_check': {'type': 'process', 'timeout': 1}");

    assertThat(check.interval()).isEqualTo(ofSeconds(7));
    assertThat(check.maxFailures()).isEqualTo(2);
    assertThat(check.fallback()).contains(new Question.Alive(ofSeconds(1)));
    assertThat(check.timeout()).as("of both together").isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void notificationsAndMonitoringAreRead() throws Exception {
    Configuration read =
        read(
            """
            {'notifications': {'webhook_url': 'http://localhost:1/', 'command': 'mail',
                               'log': false, 'minimum_level': 'critical', 'rate_limit': 0},
             'monitoring': {'metrics_interval': 1.5, 'metrics_retention_days': 1,
                            'events_retention_days': 2}}
            """);

    assertThat(read.notifications())
        .isEqualTo(
            new Notifications(
                Optional.of("http://localhost:1/"),
                Optional.of("mail"),
                false,
                Level.CRITICAL,
                Duration.ZERO));
    assertThat(read.monitoring()).isEqualTo(new Monitoring(ofMillis(1500), ofDays(1), ofDays(2)));
  }

  @Test
  void theSampleIsRight() throws Exception {
    Configuration sample =
        Configuration.read(
            Path.of("../process-manager-examples/samples/architect/supervisor_config.json"));

    assertThat(sample.services())
        .extracting(
            ServiceSettings::id, one -> one.run().port().orElseThrow(), one -> one.enabled())
        .containsExactly(
            tuple("architect-prod", 8080, true),
            tuple("architect-qa", 8081, true),
            tuple("reading-app", 5063, true),
            tuple("pharma", 7085, false));
  }

  private static ServiceSettings service(String members) throws Exception {
    return read("{'services': {'web': {" + members + "}}}").services().getFirst();
  }

  private static HealthSettings check(String members) throws Exception {
    return service("'command': 'x', 'port': 8080, 'health_check': {" + members + "}")
        .health()
        .orElseThrow();
  }

  private static HealthSettings check(Question question) {
    return new HealthSettings(question, Optional.empty(), ofSeconds(30), 3);
  }

  private static Configuration read(String text) throws InvalidConfigurationException {
    return Configuration.of(text.replace('\'', '"'), FILE);
  }
}
