package io.sendwell.dnsauth.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.dnsauth.dkim.DkimReason;
import io.sendwell.dnsauth.dkim.DkimRecord;
import io.sendwell.dnsauth.dkim.DkimVerdict;
import io.sendwell.dnsauth.dmarc.DmarcFinding;
import io.sendwell.dnsauth.dmarc.DmarcRecord;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.spf.SpfRecord;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForeignTextTest {

    @Test
    void what_a_log_would_obey_is_written_out() {
        Map<String, String> shown = Map.of(
                "plain text", "plain text",
                "b\u00fccher", "b\u00fccher",
                "a\r\nb", "a\\u{D}\\u{A}b",
                "\u001b[31m", "\\u{1B}[31m",
                "\u009b2J", "\\u{9B}2J",
                "\u202egnp.exe", "\\u{202E}gnp.exe",
                "\u2028", "\\u{2028}",
                "\ud800", "\\u{D800}",
                "12345678901", "1234567890...");

        shown.forEach((text, safe) -> assertThat(ForeignText.show(text, 10)).isEqualTo(safe));
    }

    /** A line for a log is made by toString, whoever wrote it. */
    @Test
    void whatever_holds_the_text_of_others_shows_itself_harmlessly() {
        String hostile = "v=DKIM1; n=\u009b2J\u001b[31m\r\nWARN all is well\u202e";

        for (Object holder : new Object[] {
            new DkimVerdict(DkimReason.KEY_RECORD_VERSION, hostile),
            DkimRecord.parse(hostile),
            DmarcRecord.parse(hostile),
            SpfRecord.parse(hostile),
            DomainFinding.fail(DmarcFinding.DMARC_SYNTAX).with("record", hostile)
        }) {
            assertThat(holder.toString())
                    .contains("\\u{9B}2J\\u{1B}[31m\\u{D}\\u{A}WARN")
                    .matches("[ -~]*");
        }
    }
}
