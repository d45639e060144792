/** Transports to e-mail service providers over HTTPS. */
module io.sendwell.esp {
    requires transitive io.sendwell.core;
    requires okhttp3;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires static org.jspecify;
}
