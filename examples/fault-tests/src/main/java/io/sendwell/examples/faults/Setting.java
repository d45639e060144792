package io.sendwell.examples.faults;

/** What a node is told when it is started. */
enum Setting {
    /** The URL of the database, with user and password in it. */
    DATABASE(""),
    /** A {@link Hop}. */
    HOP("COUNTING"),
    /** The URL of the next hop. */
    HOP_ADDRESS(""),
    /** With which key it is used, where it wants one. */
    HOP_USER(""),
    /** The secret beside that key. */
    HOP_PASSWORD(""),
    /** When the node ends itself: a {@code DyingTransport.Moment}. */
    DIES("NEVER"),
    /** How many mails in one call. */
    BATCH("50"),
    /** How long the next hop does not know what it took. */
    INDEX_LAG("PT0S"),
    /** How many threads send. */
    THREADS("4"),
    /** How long a claim holds. */
    LEASE("PT8S"),
    /** How much of it has to be left when a call begins. */
    CALL_TIMEOUT("PT3S"),
    /** How long an abandoned claim is left alone. */
    SETTLE("PT0.2S"),
    /** What becomes of a mail in doubt of which nobody knows: the name of an {@code InDoubt}. */
    IN_DOUBT("RETRY"),
    /** How long after an attempt the next one is made. */
    RETRY_AFTER("PT1M"),
    /** By how much the node's own clock is wrong. */
    NODE_CLOCK("PT0S"),
    /** SQL that is worth the microseconds by which the database's clock is wrong. */
    STORE_CLOCK("0"),
    /** How many mails of an account may leave in a window. */
    PERMITS("10000000"),
    /** How long a window is. */
    WINDOW("PT15M"),
    /** How long a sending is kept that has ended. */
    KEEP_FINISHED("P30D"),
    /** How often the node says how much of its heap is really held; zero for never. */
    HEAP_LOOKS("PT0S");

    private final String usual;

    Setting(String usual) {
        this.usual = usual;
    }

    String usual() {
        return usual;
    }
}
