package io.sendwell.examples.faults;

/** Which tests run when. */
final class Tags {

    /** Only with {@code -Pfaults}. */
    static final String ON_DEMAND = "on-demand";

    private Tags() {}
}
