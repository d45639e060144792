package io.sendwell.examples.doctor;

/** What the program tells the shell. */
enum ExitCode {
    /** All is well: nothing found that stops mail, SPF passes, a signature is valid, a file was written. */
    FINE(0),
    /** There is an answer, and it is not that all is well. */
    FINDINGS(1),
    /** The command line makes no sense, or a file cannot be read or written. */
    USAGE(2),
    /** The DNS could not be asked, so that there is no answer; ask again later. */
    UNAVAILABLE(3);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
