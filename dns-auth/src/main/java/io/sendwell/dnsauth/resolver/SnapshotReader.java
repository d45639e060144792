package io.sendwell.dnsauth.resolver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dnsauth.resolver.DnsSnapshot.Asked;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads snapshots, which come with tickets from strangers: everything is bounded, and every complaint says where it is
 * and what was expected.
 */
final class SnapshotReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(64L << 20)
                    .maxTokenCount(5_000_000)
                    .maxNestingDepth(16)
                    .maxStringLength(70_000)
                    .maxNameLength(200)
                    .maxNumberLength(20)
                    .build())
            .build();

    private final JsonParser json;
    private final Map<Asked, DnsAnswer> answers = new LinkedHashMap<>();

    private SnapshotReader(JsonParser json) {
        this.json = json;
    }

    static DnsSnapshot read(InputStream in) throws IOException {
        try (JsonParser json = JSON.createParser(in)) {
            SnapshotReader reader = new SnapshotReader(json);
            try {
                return reader.snapshot();
            } catch (JsonProcessingException unreadable) {
                throw reader.complaint(unreadable.getOriginalMessage());
            } catch (CharConversionException unreadable) {
                throw reader.complaint("text in UTF-8 was expected");
            } catch (SnapshotFields.UnexpectedException unexpected) {
                throw reader.complaint(String.valueOf(unexpected.getMessage()));
            }
        }
    }

    private IllegalArgumentException complaint(String what) {
        return new IllegalArgumentException("This is no DNS snapshot that can be read. At line "
                + json.currentLocation().getLineNr() + ", column "
                + json.currentLocation().getColumnNr() + ": " + what);
    }

    private DnsSnapshot snapshot() throws IOException, SnapshotFields.UnexpectedException {
        expect(json.nextToken(), JsonToken.START_OBJECT, "an object with format and version");
        String format = "";
        long version = 0;
        Instant taken = Instant.EPOCH;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "format" -> format = json.getValueAsString("");
                case "version" -> version = json.getValueAsLong(0);
                case "taken" -> taken = instant(json.getValueAsString(""));
                case "answers" -> answers();
                default -> json.skipChildren();
            }
        }
        if (!format.equals(SnapshotWriter.FORMAT) || version != SnapshotWriter.VERSION) {
            throw new SnapshotFields.UnexpectedException("a snapshot says \"format\" : \"" + SnapshotWriter.FORMAT
                    + "\" and \"version\" : " + SnapshotWriter.VERSION + "; a newer version needs a newer reader");
        }
        if (json.nextToken() != null) {
            throw new SnapshotFields.UnexpectedException("nothing was expected behind the snapshot");
        }
        return new DnsSnapshot(taken, answers);
    }

    private static Instant instant(String text) throws SnapshotFields.UnexpectedException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException noTime) {
            throw new SnapshotFields.UnexpectedException("\"taken\" is a time such as \"2026-11-22T02:00:00Z\"");
        }
    }

    private void answers() throws IOException, SnapshotFields.UnexpectedException {
        expect(json.currentToken(), JsonToken.START_ARRAY, "a list of answers");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (answers.size() == DnsSnapshot.MOST_ANSWERS) {
                throw new SnapshotFields.UnexpectedException(
                        "a snapshot has at most " + DnsSnapshot.MOST_ANSWERS + " answers");
            }
            SnapshotFields fields = SnapshotFields.read(json);
            Asked asked = SnapshotAnswer.asked(fields);
            if (answers.put(asked, SnapshotAnswer.answer(asked.question(), fields)) != null) {
                throw new SnapshotFields.UnexpectedException("the question " + asked.question() + " is answered twice");
            }
        }
    }

    private static void expect(JsonToken found, JsonToken wanted, String what)
            throws SnapshotFields.UnexpectedException {
        if (found != wanted) {
            throw new SnapshotFields.UnexpectedException(what + " was expected");
        }
    }
}
