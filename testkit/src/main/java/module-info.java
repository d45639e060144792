/** Fake servers, a virtual clock, contracts for every SPI, and assertions in the words of the domain. */
module io.sendwell.testkit {
    requires transitive io.sendwell.core;
    requires com.fasterxml.jackson.databind;
    requires java.net.http;
    requires jdk.httpserver;
    requires org.dnsjava;
    requires static org.junit.jupiter.api;
    requires static org.assertj.core;
    requires static org.jspecify;

    exports io.sendwell.testkit;
    exports io.sendwell.testkit.assertions;
    exports io.sendwell.testkit.contract;
    exports io.sendwell.testkit.crash;
    exports io.sendwell.testkit.dns;
    exports io.sendwell.testkit.fixtures;
    exports io.sendwell.testkit.inbox;
    exports io.sendwell.testkit.junit5;
    exports io.sendwell.testkit.mailjet;
    exports io.sendwell.testkit.smtp;
}
