package io.sendwell.address;

import java.util.Random;

/** Text made of the pieces that parsers trip over. */
final class HostileText {
    private static final String[] PIECES = {
        "a",
        "B",
        "z9",
        "grace",
        "-",
        "--",
        ".",
        "_",
        "+",
        "=",
        "?",
        "=?",
        "@",
        "%",
        "!",
        ",",
        ";",
        ":",
        "<",
        ">",
        "(",
        ")",
        "[",
        "]",
        "\"",
        "\\",
        " ",
        "\t",
        "\r",
        "\n",
        "\u0000",
        "\u007F",
        "\u0085",
        "é",
        "e\u0301",
        "ß",
        "ς",
        "Σ",
        "\u0130",
        "ı",
        "\u212A",
        "\u760D",
        "\u760A",
        "用",
        "か",
        "ー",
        "・",
        "·",
        "l·l",
        "א",
        "ا",
        "ب",
        "\u0661",
        "\u06F1",
        "क",
        "्",
        "\u200C",
        "\u200D",
        "\u202E",
        "\u2028",
        "\u3002",
        "\uFF0E",
        "\uFF21",
        "\uD83D",
        "\uDE00",
        "\uD83D\uDE00",
        "\uFE0F",
        "\uFFFE",
        "xn--",
        "xn--bcher-kva",
        "xn--nxasmm1c",
        "IPv6:",
        "192.0.2.1",
        "example",
        ".org",
        "1",
    };

    private HostileText() {}

    static String of(Random random, int maxPieces) {
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(maxPieces + 1); pieces > 0; pieces--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /** Often nearly an address, so that a fair share is accepted. */
    static String addressLike(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> of(random, 12);
            case 1 -> of(random, 2) + "@" + of(random, 2) + ".example";
            case 2 -> "\"" + of(random, 3) + "\"@" + "example.org";
            default -> "g" + of(random, 2) + "@example" + of(random, 1) + ".org";
        };
    }
}
