package io.sendwell.examples.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a parser found in a mail: values by kind ({@code subject}, {@code from}, {@code html}, {@code file} and others). */
record ReadMail(Map<String, List<String>> found) {

    ReadMail() {
        this(new TreeMap<>());
    }

    ReadMail with(String kind, String value) {
        found.computeIfAbsent(kind, key -> new ArrayList<>()).add(value);
        return this;
    }

    /** A mailbox in one notation, whatever the parser's. */
    ReadMail withMailbox(String kind, String displayName, String address) {
        return with(kind, displayName + " <" + address + ">");
    }

    /** A part of text, with LF at the end of its lines and none at its own: MIME has no opinion about these. */
    ReadMail withText(String kind, String text) {
        String lines = text.replace("\r\n", "\n");
        return with(kind, lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines);
    }

    ReadMail withFile(String name, long size) {
        return with("file", name + ", " + size + " octets");
    }

    /** By whom the mails of a run are told apart: the only one in To. */
    String recipient() {
        return found.get("to").get(0);
    }
}
