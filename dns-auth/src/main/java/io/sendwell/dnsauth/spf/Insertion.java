package io.sendwell.dnsauth.spf;

/** Where a new term goes. */
final class Insertion {

    private Insertion() {}

    /**
     * In front of the first {@code all}, behind which nobody reads; without one in front of {@code redirect}, which is
     * followed only when nothing matched, wherever it stands; else at the end.
     */
    static RecordEdit beforeEnd(RecordEdit edit, String term) {
        SpfRecord record = SpfRecord.parse(edit.text());
        if (record.all().isPresent()) {
            return edit.inserted(record.all().get().position(), term + " ");
        }
        if (record.redirect().isPresent()) {
            return edit.inserted(record.redirect().get().position(), term + " ");
        }
        return atEnd(edit, term);
    }

    /** Behind everything. */
    static RecordEdit atEnd(RecordEdit edit, String term) {
        String text = edit.text();
        return edit.inserted(text.length(), text.endsWith(" ") ? term : " " + term);
    }

    /** In front of every other term, where nothing can keep it from being read. */
    static RecordEdit first(RecordEdit edit, String term) {
        return edit.inserted(SpfRecord.VERSION.length(), " " + term);
    }
}
