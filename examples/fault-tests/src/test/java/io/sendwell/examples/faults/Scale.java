package io.sendwell.examples.faults;

/**
 * How large a test is: as every build runs it, or with {@code -Dsendwell.faults.scale=1} as large as the table in {@code
 * docs/fault-tests.md} says, or a part or a multiple of that.
 */
final class Scale {

    private static final String PROPERTY = "sendwell.faults.scale";

    private Scale() {}

    /** Whether every build runs it. */
    static boolean isEveryBuild() {
        return System.getProperty(PROPERTY, "").isEmpty();
    }

    /**
     * A size.
     *
     * @param table as the table says
     * @param everyBuild as every build runs it
     */
    static int of(int table, int everyBuild) {
        return isEveryBuild()
                ? everyBuild
                : Math.max(1, (int) Math.round(table * Double.parseDouble(System.getProperty(PROPERTY))));
    }
}
