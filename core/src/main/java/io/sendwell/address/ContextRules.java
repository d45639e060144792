package io.sendwell.address;

/**
 * The contextual rules of RFC 5892 appendix A: code points that are letters in one neighbourhood and a disguise in every
 * other.
 */
final class ContextRules {
    /**
     * Canonical_Combining_Class=Virama and Joining_Type (D, L, R), Unicode 14.0: the JDK has no method for either. Code
     * points that the JDK does not know yet are refused before they get here.
     */
    private static final CodePointSet VIRAMAS =
            CodePointSet.of("94D 9CD A4D ACD B4D BCD C4D CCD D3B-D3C D4D DCA E3A EBA F84"
                    + " 1039-103A 1714-1715 1734 17D2 1A60 1B44 1BAA-1BAB 1BF2-1BF3 2D7F A806 A82C A8C4 A953 A9C0 AAF6 ABED 10A3F"
                    + " 11046 11070 1107F 110B9 11133-11134 111C0 11235 112EA 1134D 11442 114C2 115BF 1163F 116B6 1172B 11839"
                    + " 1193D-1193E 119E0 11A34 11A47 11A99 11C3F 11D44-11D45 11D97");

    private static final CodePointSet JOINS_BOTH_SIDES =
            CodePointSet.of("620 626 628 62A-62E 633-63F 641-647 649-64A 66E-66F"
                    + " 678-687 69A-6BF 6C1-6C2 6CC 6CE 6D0-6D1 6FA-6FC 6FF 712-714 71A-71D 71F-727 729 72B 72D-72E 74E-758 75C-76A"
                    + " 76D-770 772 775-777 77A-77F 7CA-7EA 841-845 848 84A-853 855 860 862-865 868 886 889-88D 8A0-8A9 8AF-8B0"
                    + " 8B3-8B8 8BA-8C8 1807 1820-1878 1887-18A8 18AA A840-A871 10AC0-10AC4 10AD3-10AD6 10AD8-10ADC 10ADE-10AE0"
                    + " 10AEB-10AEE 10B80 10B82 10B86-10B88 10B8A-10B8B 10B8D 10B90 10BAD-10BAE 10D01-10D21 10D23 10F30-10F32"
                    + " 10F34-10F44 10F51-10F53 10F70-10F73 10F76-10F81 10FB0 10FB2-10FB3 10FB8 10FBB-10FBC 10FBE-10FBF 10FC1"
                    + " 10FC4 10FCA 1E900-1E943");

    private static final CodePointSet JOINS_LEFT_SIDE = CodePointSet.of("A872 10ACD 10AD7 10D00 10FCB");

    private static final CodePointSet JOINS_RIGHT_SIDE =
            CodePointSet.of("622-625 627 629 62F-632 648 671-673 675-677 688-699"
                    + " 6C0 6C3-6CB 6CD 6CF 6D2-6D3 6D5 6EE-6EF 710 715-719 71E 728 72A 72C 72F 74D 759-75B 76B-76C 771 773-774"
                    + " 778-779 840 846-847 849 854 856-858 867 869-86A 870-882 88E 8AA-8AC 8AE 8B1-8B2 8B9 10AC5 10AC7 10AC9-10ACA"
                    + " 10ACE-10AD2 10ADD 10AE1 10AE4 10AEF 10B81 10B83-10B85 10B89 10B8C 10B8E-10B8F 10B91 10BA9-10BAC 10D22 10F33"
                    + " 10F54 10F74-10F75 10FB4-10FB6 10FB9-10FBA 10FBD 10FC2-10FC3 10FC9");

    private ContextRules() {}

    /** Whether the joiner or the contextual letter at {@code index} stands where it may. */
    static boolean admits(int[] label, int index) {
        return switch (label[index]) {
            case 0x200C -> followsVirama(label, index) || isBetweenJoiningLetters(label, index); // A.1
            case 0x200D -> followsVirama(label, index); // A.2
            case 0x00B7 -> isBetweenTwoL(label, index); // A.3: the Catalan l·l
            case 0x0375 -> index + 1 < label.length && isScript(label[index + 1], Character.UnicodeScript.GREEK); // A.4
            case 0x05F3, 0x05F4 -> index > 0 && isScript(label[index - 1], Character.UnicodeScript.HEBREW); // A.5, A.6
            case 0x30FB -> holdsJapanese(label); // A.7
            default -> !mixesArabicDigits(label); // A.8, A.9
        };
    }

    static boolean isArabicIndicDigit(int codePoint) {
        return codePoint >= 0x660 && codePoint <= 0x669;
    }

    static boolean isExtendedArabicIndicDigit(int codePoint) {
        return codePoint >= 0x6F0 && codePoint <= 0x6F9;
    }

    private static boolean isBetweenTwoL(int[] label, int index) {
        return index > 0 && label[index - 1] == 'l' && index + 1 < label.length && label[index + 1] == 'l';
    }

    private static boolean followsVirama(int[] label, int index) {
        return index > 0 && VIRAMAS.contains(label[index - 1]);
    }

    private static boolean isBetweenJoiningLetters(int[] label, int index) {
        int before = index - 1;
        while (before >= 0 && isTransparent(label[before])) {
            before--;
        }
        int after = index + 1;
        while (after < label.length && isTransparent(label[after])) {
            after++;
        }
        return before >= 0
                && after < label.length
                && (JOINS_LEFT_SIDE.contains(label[before]) || JOINS_BOTH_SIDES.contains(label[before]))
                && (JOINS_RIGHT_SIDE.contains(label[after]) || JOINS_BOTH_SIDES.contains(label[after]));
    }

    /** Joining_Type=T is Mn, Me and most of Cf; of these only Mn can stand in a label. */
    private static boolean isTransparent(int codePoint) {
        return Character.getType(codePoint) == Character.NON_SPACING_MARK;
    }

    private static boolean holdsJapanese(int[] label) {
        for (int codePoint : label) {
            if (isScript(codePoint, Character.UnicodeScript.HIRAGANA)
                    || isScript(codePoint, Character.UnicodeScript.KATAKANA)
                    || isScript(codePoint, Character.UnicodeScript.HAN)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mixesArabicDigits(int[] label) {
        boolean arabicIndic = false;
        boolean extended = false;
        for (int codePoint : label) {
            arabicIndic |= isArabicIndicDigit(codePoint);
            extended |= isExtendedArabicIndicDigit(codePoint);
        }
        return arabicIndic && extended;
    }

    private static boolean isScript(int codePoint, Character.UnicodeScript script) {
        return Character.UnicodeScript.of(codePoint) == script;
    }
}
