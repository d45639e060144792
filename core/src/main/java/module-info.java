/** The vocabulary of Sendwell, every interface that others implement, and pure computation. */
module io.sendwell.core {
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.sendwell.address;
    exports io.sendwell.merge;
    exports io.sendwell.message;
}
