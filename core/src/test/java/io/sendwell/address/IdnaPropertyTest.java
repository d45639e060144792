package io.sendwell.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdnaPropertyTest {
    /** Rows of RFC 5892 appendix B.1, and the code points where deriving them from the JDK could go wrong. */
    @ParameterizedTest(name = "U+{0}")
    @CsvSource({
        "002D, VALID",
        "0041, DISALLOWED",
        "0061, VALID",
        "005F, DISALLOWED",
        "0020, DISALLOWED",
        "0000, DISALLOWED",
        "00A0, DISALLOWED",
        "00AA, DISALLOWED",
        "00AD, DISALLOWED",
        "00B7, CONTEXT_OTHER",
        "00C0, DISALLOWED",
        "00DF, VALID",
        "00E0, VALID",
        "0130, DISALLOWED",
        "0131, VALID",
        "0149, DISALLOWED",
        "017F, DISALLOWED",
        "01F0, VALID",
        "0340, DISALLOWED",
        "0345, DISALLOWED",
        "034F, DISALLOWED",
        "0375, CONTEXT_OTHER",
        "0378, UNASSIGNED",
        "03C2, VALID",
        "0587, DISALLOWED",
        "0640, DISALLOWED",
        "0660, CONTEXT_OTHER",
        "06F9, CONTEXT_OTHER",
        "06FD, VALID",
        "07FA, DISALLOWED",
        "0958, DISALLOWED",
        "0F0B, VALID",
        "10A0, DISALLOWED",
        "10D0, VALID",
        "1100, DISALLOWED",
        "1160, DISALLOWED",
        "13A0, VALID",
        "13F8, DISALLOWED",
        "17B4, DISALLOWED",
        "180B, DISALLOWED",
        "1E9E, DISALLOWED",
        "1F71, DISALLOWED",
        "200B, DISALLOWED",
        "200C, CONTEXT_JOINER",
        "200D, CONTEXT_JOINER",
        "202E, DISALLOWED",
        "2028, DISALLOWED",
        "20D0, DISALLOWED",
        "2126, DISALLOWED",
        "212A, DISALLOWED",
        "2764, DISALLOWED",
        "3007, VALID",
        "302E, DISALLOWED",
        "3031, DISALLOWED",
        "30FB, CONTEXT_OTHER",
        "3164, DISALLOWED",
        "4E00, VALID",
        "A960, DISALLOWED",
        "AB70, DISALLOWED",
        "AC00, VALID",
        "D7B0, DISALLOWED",
        "D800, DISALLOWED",
        "E000, DISALLOWED",
        "F900, DISALLOWED",
        "FA0E, VALID",
        "FB01, DISALLOWED",
        "FE0F, DISALLOWED",
        "FF21, DISALLOWED",
        "FFFE, DISALLOWED",
        "10000, VALID",
        "1D165, DISALLOWED",
        "1F600, DISALLOWED",
        "E0041, DISALLOWED",
        "E0100, DISALLOWED",
        "E0FFF, UNASSIGNED",
        "10FFFF, DISALLOWED",
    })
    void a_code_point_has_the_property_of_rfc_5892(String hexadecimal, IdnaProperty property) {
        assertThat(IdnaProperty.of(Integer.parseInt(hexadecimal, 16))).isEqualTo(property);
    }

    @Test
    void whatever_lower_casing_changes_is_never_valid() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            // Cherokee is written in its capitals, which is what its letters fold to.
            if (Character.toLowerCase(codePoint) != codePoint
                    && Character.UnicodeScript.of(codePoint) != Character.UnicodeScript.CHEROKEE) {
                assertThat(IdnaProperty.of(codePoint)).as("U+%04X", codePoint).isNotEqualTo(IdnaProperty.VALID);
            }
        }
    }
}
