package io.sendwell.examples.benchmarks;

/** How long to measure. */
enum Effort {
    /** One short round: does everything work? Ratios are off by a third. */
    QUICK(1, 1, 2, 400, 1_000),
    /** Three rounds. Ratios repeat within some 10 to 15 percent. */
    USUAL(3, 1, 3, 1_000, 4_000);

    private final int rounds;
    private final int warmUps;
    private final int iterations;
    private final int iterationMillis;
    private final int loopMessages;

    Effort(int rounds, int warmUps, int iterations, int iterationMillis, int loopMessages) {
        this.rounds = rounds;
        this.warmUps = warmUps;
        this.iterations = iterations;
        this.iterationMillis = iterationMillis;
        this.loopMessages = loopMessages;
    }

    int rounds() {
        return rounds;
    }

    int warmUps() {
        return warmUps;
    }

    int iterations() {
        return iterations;
    }

    int iterationMillis() {
        return iterationMillis;
    }

    /** How many mails a loop sends while it is measured, a multiple of 50. */
    int loopMessages() {
        return loopMessages;
    }
}
