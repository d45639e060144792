package io.sendwell.esp.mailjet;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the Send API answered to one call.
 *
 * @param entries one per message, in the order of the call; empty when the call was refused as a whole
 * @param error the error of the whole call; blank where there are entries
 */
record MailjetAnswer(Optional<List<Entry>> entries, ApiError error) {

    /**
     * What became of one message.
     *
     * @param status success or error, in these words
     * @param customId our id as Mailjet repeats it; empty in errors
     * @param recipients by address as Mailjet writes it
     */
    record Entry(String status, String customId, Map<String, AcceptedRecipient> recipients, List<ApiError> errors) {

        boolean isSuccess() {
            return status.equals("success");
        }

        boolean isError() {
            return status.equals("error") && !errors.isEmpty();
        }
    }

    /**
     * One copy that Mailjet took.
     *
     * @param messageId Mailjet's id of this copy, a 64-bit number; empty in sandbox mode
     * @param messageUuid the same copy's id in events, {@code Message_GUID}; empty in sandbox mode
     */
    record AcceptedRecipient(String messageId, String messageUuid) {}

    /**
     * One error in Mailjet's words.
     *
     * @param code such as {@code send-0008}; empty when there was none
     * @param statusCode the HTTP status that it would have alone; 0 when there was none
     * @param relatedTo property names and paths, such as {@code To[0].Email}
     */
    record ApiError(String code, int statusCode, String message, List<String> relatedTo) {

        boolean isBlank() {
            return code.isEmpty() && statusCode == 0 && message.isEmpty();
        }
    }
}
