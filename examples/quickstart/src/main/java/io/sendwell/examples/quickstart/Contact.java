package io.sendwell.examples.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One line of the contact list: {@code id,first,name,address,company}. */
record Contact(String id, String first, String name, String address, String company) {

    private static final int COLUMNS = 5;

    /** Reads the list; the first line names the columns. */
    static List<Contact> read(BufferedReader lines) throws IOException {
        List<Contact> contacts = new ArrayList<>();
        String line = lines.readLine();
        for (int number = 2; (line = lines.readLine()) != null; number++) {
            List<String> cells = cells(line);
            if (cells.size() != COLUMNS) {
                throw new IOException("Line " + number + " of the contact list has " + cells.size() + " columns; "
                        + COLUMNS + " are expected: id,first,name,address,company.");
            }
            contacts.add(new Contact(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4)));
        }
        return contacts;
    }

    /** The same list, made longer by persons of no company when it has fewer than this. */
    static List<Contact> atLeast(int count, List<Contact> contacts) {
        List<Contact> longer = new ArrayList<>(contacts);
        for (int number = longer.size() + 1; number <= count; number++) {
            String id = "more-" + number;
            longer.add(new Contact(id, "Reader " + number, "Reader " + number, id + "@customer.example", "-"));
        }
        return longer;
    }

    // RFC 4180: a cell in quotation marks may have commas, and doubled quotation marks.
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
