package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sendwell.testkit.mailjet.AcceptedMessage.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code POST /v3.1/send}: structure of the call, then {@code Globals}, then counts, then each message by itself.
 *
 * <p>A message is judged stage by stage and the first stage that objects ends it, since the later ones build on
 * what the earlier ones made sure of.
 */
final class SendEndpoint {

    private final MailjetIds ids;
    private final InstantSource clock;
    private final String messageHref;
    private final RequestReader reader;
    private final List<MessageCheck> checks;
    private final MessageCheck senderCheck = new SenderCheck();

    SendEndpoint(MailjetIds ids, String messageHref, FakeMailjetBuilder settings) {
        this.ids = ids;
        this.clock = settings.clock;
        this.messageHref = messageHref;
        this.reader = new RequestReader(settings.keptAttachmentBytes);
        this.checks = List.of(
                new StructureCheck(),
                new ContentCheck(settings.maxAttachmentBytes),
                new HeaderCheck(),
                (message, account) -> account.scriptedProblems(message));
    }

    Answer send(FakeMailjetAccount account, long requestNumber, InputStream body) throws IOException {
        JsonNode root;
        try {
            root = reader.read(body);
        } catch (JsonProcessingException e) {
            return globalError(Problem.of(MailjetError.MJ_0002));
        }
        Optional<Problem> structure = RootCheck.structure(root);
        if (structure.isPresent()) {
            return globalError(structure.get());
        }
        List<JsonNode> messages = GlobalsMerge.apply(root);
        Optional<Problem> count = RootCheck.recipientCount(messages);
        if (count.isPresent()) {
            return globalError(count.get());
        }
        Call call = new Call(
                account,
                requestNumber,
                root.path("SandboxMode").asBoolean() ? Mode.SANDBOX : Mode.LIVE,
                root.path("AdvanceErrorHandling").asBoolean());
        return answer(messages.stream().map(message -> judge(message, call)).toList(), call);
    }

    Answer globalError(Problem problem) {
        return Answer.json(problem.error().httpStatus(), error(problem));
    }

    /** A failed login: the one global error that comes without a code. */
    Answer unknownCredentials() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("ErrorIdentifier", ids.nextUuid().toString());
        body.put("StatusCode", 401);
        body.put("ErrorMessage", "Credentials not accepted.");
        return Answer.json(401, body);
    }

    private Verdict judge(JsonNode message, Call call) {
        for (MessageCheck check : checks) {
            List<Problem> found = check.problems(message, call.account());
            if (!found.isEmpty()) {
                return new Verdict(message, found, List.of());
            }
        }
        List<Problem> senderProblems = senderCheck.problems(message, call.account());
        return call.advanced()
                ? new Verdict(message, senderProblems, List.of())
                : new Verdict(
                        message,
                        List.of(),
                        senderProblems.stream().map(Problem::error).toList());
    }

    private Answer answer(List<Verdict> verdicts, Call call) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = body.putArray("Messages");
        for (Verdict verdict : verdicts) {
            if (verdict.problems().isEmpty()) {
                entries.add(success(accept(verdict, call)));
            } else {
                ObjectNode entry = entries.addObject();
                entry.put("Status", "error");
                ArrayNode errors = entry.putArray("Errors");
                verdict.problems().forEach(problem -> errors.add(error(problem)));
            }
        }
        return Answer.json(status(verdicts), body);
    }

    // Client libraries report 400 for partial success and 403 when every message was refused for its sender.
    private static int status(List<Verdict> verdicts) {
        if (verdicts.stream().allMatch(verdict -> verdict.problems().isEmpty())) {
            return 200;
        }
        boolean allForbidden = verdicts.stream()
                .allMatch(verdict -> !verdict.problems().isEmpty()
                        && verdict.problems().stream()
                                .allMatch(problem -> problem.error().httpStatus() == 403));
        return allForbidden ? 403 : 400;
    }

    private AcceptedMessage accept(Verdict verdict, Call call) {
        ObjectNode effective = (ObjectNode) verdict.message();
        Recipients recipients = Recipients.of(effective);
        Function<PostedMailbox, String> status = fate(verdict, call);
        AcceptedMessage accepted = new AcceptedMessage(new AcceptedMessage.Acceptance(
                call.mode(),
                call.requestNumber(),
                clock.instant(),
                effective,
                named(recipients.to(), call, status),
                named(recipients.cc(), call, status),
                named(recipients.bcc(), call, status),
                verdict.skippedErrors()));
        call.account().remember(accepted);
        return accepted;
    }

    /** What will come of each recipient: some mail is taken and then not sent. */
    private static Function<PostedMailbox, String> fate(Verdict verdict, Call call) {
        JsonNode message = verdict.message();
        boolean deduplicated = message.path("DeduplicateCampaign").asBoolean() && call.mode() == Mode.LIVE;
        String campaign = message.path("CustomCampaign").asText();
        return mailbox -> !verdict.skippedErrors().isEmpty()
                        || (deduplicated && call.account().isRepeatedInCampaign(campaign, mailbox.address()))
                ? "blocked"
                : "queued";
    }

    private List<AcceptedRecipient> named(
            List<PostedMailbox> mailboxes, Call call, Function<PostedMailbox, String> fate) {
        List<AcceptedRecipient> recipients = new ArrayList<>();
        for (PostedMailbox mailbox : mailboxes) {
            String status = fate.apply(mailbox);
            recipients.add(
                    call.mode() == Mode.SANDBOX
                            ? new AcceptedRecipient(mailbox, 0, "", status)
                            : new AcceptedRecipient(
                                    mailbox, ids.nextMessageId(), ids.nextUuid().toString(), status));
        }
        return recipients;
    }

    private ObjectNode success(AcceptedMessage accepted) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("Status", "success");
        entry.put("CustomID", accepted.customId());
        entry.set("To", receipts(accepted.to()));
        entry.set("Cc", receipts(accepted.cc()));
        entry.set("Bcc", receipts(accepted.bcc()));
        return entry;
    }

    private ArrayNode receipts(List<AcceptedRecipient> recipients) {
        ArrayNode receipts = JsonNodeFactory.instance.arrayNode();
        for (AcceptedRecipient recipient : recipients) {
            receipts.addObject()
                    .put("Email", recipient.address())
                    .put("MessageUUID", recipient.messageUuid())
                    .put("MessageID", recipient.messageId())
                    .put("MessageHref", messageHref + recipient.messageId());
        }
        return receipts;
    }

    private ObjectNode error(Problem problem) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("ErrorIdentifier", ids.nextUuid().toString());
        error.put("ErrorCode", problem.error().code());
        error.put("StatusCode", problem.error().httpStatus());
        error.put("ErrorMessage", problem.text());
        if (!problem.relatedTo().isEmpty()) {
            ArrayNode relatedTo = error.putArray("ErrorRelatedTo");
            problem.relatedTo().forEach(relatedTo::add);
        }
        return error;
    }

    /** What holds for all messages of one call. */
    private record Call(FakeMailjetAccount account, long requestNumber, Mode mode, boolean advanced) {}

    /** @param skippedErrors what the extra checks would have refused, had the call asked for them */
    private record Verdict(JsonNode message, List<Problem> problems, List<MailjetError> skippedErrors) {}
}
