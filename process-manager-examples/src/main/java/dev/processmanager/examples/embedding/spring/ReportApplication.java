package dev.processmanager.examples.embedding.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The application; its beans are in [Beans].
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
class ReportApplication {

  static void main(String[] args) {
    SpringApplication.run(ReportApplication.class, args);
  }
}
