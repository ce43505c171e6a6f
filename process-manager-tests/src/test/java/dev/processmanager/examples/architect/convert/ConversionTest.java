package dev.processmanager.examples.architect.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.processmanager.examples.architect.config.Configuration;
import dev.processmanager.examples.architect.config.ServiceSettings;
import dev.processmanager.process.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What of a `supervisord.conf` is carried over, and that the rest is told.
class ConversionTest {

  private static final String CONF =
      """
      ; a comment
      [unix_http_server]
      file=/tmp/supervisor.sock
      [supervisord]
      logfile=/tmp/supervisord.log ; main log
      childlogdir=/var/log/children
      pidfile=/var/run/app/supervisord.pid
      environment=TZ="UTC"
      nodaemon=false
      [rpcinterface:supervisor]
      supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
      [supervisorctl]
      serverurl=unix:///tmp/supervisor.sock

      [program:web]
      command=/usr/bin/serve --name "two words" --dir=%(here)s
      directory=/srv/web
      environment=MODE="prod, really",EMPTY=
      autostart=false
      autorestart=true
      startretries=7
      priority=10
      stopsignal=INT
      stopwaitsecs=20
      startsecs=5
      user=www
      redirect_stderr=true

      [program:worker]
      command=work %(process_num)d
        --more
      process_name=%(program_name)s-%(process_num)d
      numprocs=2
      stopasgroup=true

      [program:lone]
      command=lone %(ENV_HOME)s

      [group:all-workers]
      programs=lone,other
      priority=1

      [eventlistener:crashmail]
      command=crashmail
      [include]
      files = conf.d/*.conf
      """;

  private final Conversion conversion = Conversion.of(CONF.lines().toList(), Path.of("/etc/app"));

  @Test
  void whatHasACounterpartIsCarriedOver(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("c.json"), conversion.text());
    Configuration read = Configuration.read(file);
    ServiceSettings web = read.services().getFirst();

    assertThat(read.global().logDirectory()).isEqualTo(Path.of("/var/log/children"));
    assertThat(read.global().pidDirectory()).isEqualTo(Path.of("/var/run/app"));
    assertThat(web.run().argv())
        .containsExactly("/usr/bin/serve", "--name", "two words", "--dir=/etc/app");
    assertThat(web.run().directory()).isEqualTo(Path.of("/srv/web"));
    assertThat(web.run().environment())
        .isEqualTo(Map.of("TZ", "UTC", "MODE", "prod, really", "EMPTY", ""));
    assertThat(web.enabled()).isFalse();
    assertThat(web.autoRestart() && web.restartOnExit()).isTrue();
    assertThat(web.restarts().most()).isEqualTo(7);
    assertThat(web.priority()).isEqualTo(10);
    assertThat(web.stopping().signal()).isEqualTo(Signal.INT);
    assertThat(web.stopping().timeout()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void severalProcessesBecomeSeveralServicesOfAGroup(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("c.json"), conversion.text());

    assertThat(Configuration.read(file).services())
        .filteredOn(service -> !service.id().equals("web"))
        .extracting(ServiceSettings::id, one -> one.run().argv(), ServiceSettings::groups)
        .containsExactly(
            tuple("worker-0", List.of("work", "0", "--more"), List.of("worker")),
            tuple("worker-1", List.of("work", "1", "--more"), List.of("worker")),
            tuple("lone", List.of("lone", "%(ENV_HOME)s"), List.of("all-workers")));
  }

  @Test
  void whatIsLostIsTold() {
    assertThat(conversion.notes())
        .containsExactlyInAnyOrder(
            "[supervisord] logfile: has no counterpart",
            "[unix_http_server]: the API listens on the loopback alone, at \"api_port\", with a"
                + " token",
            "[program:web] startsecs: a \"health_check\" says when a service is up",
            "[program:web] user: services run as the user of the supervisor",
            "[program:web] redirect_stderr: both streams go to <log_directory>/<id>.log, 10 MB,"
                + " and 5 older ones",
            "[program:lone] %(ENV_HOME)s: is not replaced here",
            "[group:all-workers] priority: only services have one",
            "[eventlistener:crashmail]: an event listener; see \"notifications\", or the event"
                + " stream of the API",
            "[include]: convert each of those files by itself");
  }

  @Test
  void aGroupWithTheNameOfAProgramGetsAnother(@TempDir Path directory) throws Exception {
    Conversion named =
        Conversion.of(
            List.of("[program:web]", "command=serve", "[group:web]", "programs=web"), directory);
    Path file = Files.writeString(directory.resolve("c.json"), named.text());

    assertThat(Configuration.read(file).services().getFirst().groups())
        .containsExactly("web-group");
    assertThat(named.notes())
        .containsExactly("[group:web]: there is a service of that name; it is called web-group");
  }

  @Test
  void whatIsNoNumberIsToldOnce() {
    Conversion odd =
        Conversion.of(
            List.of("[program:w]", "command=work", "numprocs=2", "stopwaitsecs=soon"),
            Path.of("/etc"));

    assertThat(odd.notes()).containsExactly("[program:w] stopwaitsecs: soon is no whole number");
    assertThat(odd.json().at("/services/w_01/graceful_shutdown/timeout").asInt()).isEqualTo(10);
  }
}
