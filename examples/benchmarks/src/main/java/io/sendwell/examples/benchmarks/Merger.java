package io.sendwell.examples.benchmarks;

import com.samskivert.mustache.Mustache;
import io.sendwell.merge.Template;
import io.sendwell.merge.TemplateKind;
import io.sendwell.merge.Utf8Buffer;
import io.sendwell.message.MergeData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A template at work: makes the HTML of one recipient, as UTF-8. */
interface Merger {

    /**
     * Merges for one recipient.
     *
     * @return how many bytes there are
     */
    int merge(int recipient);

    /** What the last merge made. */
    byte[] lastMerged();

    /** Who merges. */
    enum Contender {
        /** Engine of characters, made into bytes at the end. */
        JMUSTACHE {
            @Override
            Merger open(List<Map<String, String>> recipients) {
                return new JMustacheMerger(recipients);
            }
        },
        /** {@link Template#merge}: a text of its own for each recipient. */
        SENDWELL {
            @Override
            Merger open(List<Map<String, String>> recipients) {
                return new SendwellMerger(recipients);
            }
        },
        /** {@link Template#mergeTo}: into a buffer that the caller keeps. */
        SENDWELL_REUSED {
            @Override
            Merger open(List<Map<String, String>> recipients) {
                return new ReusingSendwellMerger(recipients);
            }
        },
        /** Literals as bytes and slots by number, with nothing checked; the result copied out, as one has to. */
        LIMIT {
            @Override
            Merger open(List<Map<String, String>> recipients) {
                return new LimitMerger(recipients);
            }
        };

        abstract Merger open(List<Map<String, String>> recipients);
    }

    /** {@link Contender#JMUSTACHE}. */
    final class JMustacheMerger implements Merger {
        private final com.samskivert.mustache.Template template =
                Mustache.compiler().escapeHTML(true).compile(Newsletter.TEMPLATE);
        private final List<Map<String, String>> recipients;
        private byte[] merged = {};

        JMustacheMerger(List<Map<String, String>> recipients) {
            this.recipients = recipients;
        }

        @Override
        public int merge(int recipient) {
            merged = template.execute(recipients.get(recipient)).getBytes(StandardCharsets.UTF_8);
            return merged.length;
        }

        @Override
        public byte[] lastMerged() {
            return merged.clone();
        }
    }

    /** {@link Contender#SENDWELL}. */
    final class SendwellMerger implements Merger {
        private final Template template = Template.compile(Newsletter.TEMPLATE, TemplateKind.HTML);
        private final List<MergeData> recipients;
        private io.sendwell.merge.MergedText merged = io.sendwell.merge.MergedText.of("");

        SendwellMerger(List<Map<String, String>> recipients) {
            this.recipients = recipients.stream().map(MergeData::from).toList();
        }

        @Override
        public int merge(int recipient) {
            merged = template.merge(recipients.get(recipient));
            return merged.size();
        }

        @Override
        public byte[] lastMerged() {
            return merged.utf8();
        }
    }

    /** {@link Contender#SENDWELL_REUSED}. */
    final class ReusingSendwellMerger implements Merger {
        private final Template template = Template.compile(Newsletter.TEMPLATE, TemplateKind.HTML);
        private final Utf8Buffer buffer = new Utf8Buffer();
        private final List<MergeData> recipients;

        ReusingSendwellMerger(List<Map<String, String>> recipients) {
            this.recipients = recipients.stream().map(MergeData::from).toList();
        }

        @Override
        public int merge(int recipient) {
            buffer.clear();
            template.mergeTo(recipients.get(recipient), buffer);
            return buffer.size();
        }

        @Override
        public byte[] lastMerged() {
            return buffer.toByteArray();
        }
    }
}
