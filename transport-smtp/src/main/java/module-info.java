/** The SMTP transport, on Jakarta Mail (Angus). */
module io.sendwell.smtp {
    requires transitive io.sendwell.core;
    requires jakarta.mail;
    requires org.eclipse.angus.mail;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.sendwell.smtp;
    exports io.sendwell.smtp.report;
}
