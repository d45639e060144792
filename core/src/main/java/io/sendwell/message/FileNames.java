package io.sendwell.message;

import io.sendwell.internal.text.HeaderText;
import io.sendwell.internal.text.VisibleText;
import java.text.Normalizer;

/** Which file names may travel: base names without anything that a receiver's file system or eye could be tricked by. */
final class FileNames {

    private FileNames() {}

    static String checked(String fileName) {
        HeaderText.requireOneLine("file name", fileName);
        String name = Normalizer.normalize(fileName, Normalizer.Form.NFC).strip();
        boolean hasPath = name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.indexOf('"') >= 0;
        if (name.isEmpty() || hasPath || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("A file name is a base name without path and quotation mark; found "
                    + VisibleText.quote(fileName) + ".");
        }
        HeaderText.requireReadable("file name", name);
        return name;
    }
}
