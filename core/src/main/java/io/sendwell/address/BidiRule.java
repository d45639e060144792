package io.sendwell.address;

/** The rule for names with letters written from right to left (RFC 5893 section 2): each label shows in one way only. */
final class BidiRule {
    private BidiRule() {}

    /** Whether a label makes its whole name a "Bidi domain name" (RFC 5893 section 1.4). */
    static boolean isRightToLeft(int[] label) {
        for (int codePoint : label) {
            byte direction = Character.getDirectionality(codePoint);
            if (isRightToLeftLetter(direction) || direction == Character.DIRECTIONALITY_ARABIC_NUMBER) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code label} meets the six conditions of RFC 5893 section 2. */
    static boolean admits(int[] label) {
        byte first = Character.getDirectionality(label[0]);
        if (isRightToLeftLetter(first)) {
            return admitsRightToLeft(label);
        }
        return first == Character.DIRECTIONALITY_LEFT_TO_RIGHT && admitsLeftToRight(label);
    }

    /** Conditions 2, 3 and 4. */
    private static boolean admitsRightToLeft(int[] label) {
        boolean europeanNumbers = false;
        boolean arabicNumbers = false;
        for (int codePoint : label) {
            byte direction = Character.getDirectionality(codePoint);
            boolean european = direction == Character.DIRECTIONALITY_EUROPEAN_NUMBER;
            boolean arabic = direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
            europeanNumbers |= european;
            arabicNumbers |= arabic;
            if (!isRightToLeftLetter(direction) && !european && !arabic && !isNeutralOrMark(direction)) {
                return false;
            }
        }
        byte end = directionOfEnd(label);
        return !(europeanNumbers && arabicNumbers)
                && (isRightToLeftLetter(end)
                        || end == Character.DIRECTIONALITY_EUROPEAN_NUMBER
                        || end == Character.DIRECTIONALITY_ARABIC_NUMBER);
    }

    /** Conditions 5 and 6. */
    private static boolean admitsLeftToRight(int[] label) {
        for (int codePoint : label) {
            byte direction = Character.getDirectionality(codePoint);
            if (direction != Character.DIRECTIONALITY_LEFT_TO_RIGHT
                    && direction != Character.DIRECTIONALITY_EUROPEAN_NUMBER
                    && !isNeutralOrMark(direction)) {
                return false;
            }
        }
        byte end = directionOfEnd(label);
        return end == Character.DIRECTIONALITY_LEFT_TO_RIGHT || end == Character.DIRECTIONALITY_EUROPEAN_NUMBER;
    }

    /** The direction of the last code point that is no nonspacing mark. */
    private static byte directionOfEnd(int[] label) {
        int index = label.length - 1;
        while (index > 0 && Character.getDirectionality(label[index]) == Character.DIRECTIONALITY_NONSPACING_MARK) {
            index--;
        }
        return Character.getDirectionality(label[index]);
    }

    private static boolean isRightToLeftLetter(byte direction) {
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    /** ES, CS, ET, ON, BN and NSM. */
    private static boolean isNeutralOrMark(byte direction) {
        return direction == Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR
                || direction == Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR
                || direction == Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR
                || direction == Character.DIRECTIONALITY_OTHER_NEUTRALS
                || direction == Character.DIRECTIONALITY_BOUNDARY_NEUTRAL
                || direction == Character.DIRECTIONALITY_NONSPACING_MARK;
    }
}
