/** Transports to e-mail service providers over HTTPS. */
module io.sendwell.esp {
    requires transitive io.sendwell.core;
    // The application may hand in its OkHttpClient; no other type of it is in a signature.
    requires transitive okhttp3;
    requires okio;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.sendwell.esp.mailjet;
    exports io.sendwell.esp.webhook;
}
