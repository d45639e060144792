package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.util.ArrayList;
import java.util.List;

/** Takes the files out of an accepted message and leaves a summary of each in its JSON. */
final class FileSummaries {

    private FileSummaries() {}

    /** The files, attached ones first; in {@code message} each {@code Base64Content} becomes size and digest. */
    static List<AcceptedAttachment> takeFiles(ObjectNode message) {
        List<AcceptedAttachment> files = new ArrayList<>();
        for (JsonNode posted : message.path("Attachments")) {
            files.add(AcceptedAttachment.attached(posted, summarise((ObjectNode) posted)));
        }
        for (JsonNode posted : message.path("InlinedAttachments")) {
            files.add(AcceptedAttachment.inline(posted, summarise((ObjectNode) posted)));
        }
        return files;
    }

    private static DecodedContent summarise(ObjectNode posted) {
        DecodedContent content = (DecodedContent) ((POJONode) posted.remove("Base64Content")).getPojo();
        posted.put("Size", content.size());
        posted.put("SHA-256", content.sha256());
        return content;
    }
}
