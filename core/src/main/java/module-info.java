/** The vocabulary of Sendwell, every interface that others implement, and pure computation. */
module io.sendwell.core {
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.sendwell;
    exports io.sendwell.account;
    exports io.sendwell.address;
    exports io.sendwell.blocklist;
    exports io.sendwell.campaign;
    exports io.sendwell.check;
    exports io.sendwell.consent;
    exports io.sendwell.credential;
    exports io.sendwell.dns;
    exports io.sendwell.domain;
    exports io.sendwell.event;
    exports io.sendwell.guard;
    exports io.sendwell.identity;
    exports io.sendwell.log;
    exports io.sendwell.merge;
    exports io.sendwell.message;
    exports io.sendwell.mime;
    exports io.sendwell.outbox;
    exports io.sendwell.policy;
    exports io.sendwell.route;
    exports io.sendwell.signing;
    exports io.sendwell.throttle;
    exports io.sendwell.transport;
    exports io.sendwell.unsubscribe;
}
