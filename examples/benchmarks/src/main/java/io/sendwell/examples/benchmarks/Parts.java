package io.sendwell.examples.benchmarks;

/**
 * What a mail is composed of.
 *
 * @param text the text part, with CRLF at the end of each line so that nobody has to mend it
 * @param html the HTML part, merged beforehand
 * @param logo the image that the HTML shows; empty when there is none
 * @param report the attached file; empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copies would be measured
record Parts(String text, String html, byte[] logo, byte[] report) {

    static final String SUBJECT = "Ihr Brief im Oktober: was sich geändert hat";
    static final String FROM_NAME = "Example News";
    static final String FROM = "news@example.org";
    static final String TO_NAME = "Grace Hopper";
    static final String TO = "grace@example.net";
    static final String LOGO_NAME = "logo.png";
    static final String REPORT_NAME = "report.pdf";

    private static final int LOGO_SIZE = 8 * 1024;
    private static final int REPORT_SIZE = 200 * 1024;

    /** What is in the mail, and what mails have in common. */
    enum Scenario {
        /** 2 kB text and 10 kB HTML, no file. */
        TEXT,
        /** The same with an inline image of 8 kB and a PDF of 200 kB: 300 kB on the wire, each mail on its own. */
        FRESH,
        /** The same, where all mails share image and PDF. */
        CAMPAIGN
    }

    static Parts of(Scenario scenario) {
        boolean files = scenario != Scenario.TEXT;
        return new Parts(
                Newsletter.TEXT,
                Newsletter.html(Newsletter.readers().get(0)),
                Newsletter.file(files ? LOGO_SIZE : 0),
                Newsletter.file(files ? REPORT_SIZE : 0));
    }

    boolean hasFiles() {
        return report.length > 0;
    }
}
