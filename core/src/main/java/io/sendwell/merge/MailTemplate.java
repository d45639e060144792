package io.sendwell.merge;

import io.sendwell.message.Mail;
import io.sendwell.message.MergeData;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Subject and parts of a mail, compiled together: once for a mail, once for a whole broadcast. Threads share it.
 */
public final class MailTemplate {

    private final CompiledTemplate subject;
    private final Optional<CompiledTemplate> text;
    private final Optional<CompiledTemplate> html;

    private MailTemplate(Mail mail, TemplateEngine engine) {
        subject = engine.compile(mail.subject(), TemplateKind.SUBJECT);
        text = mail.text().map(part -> engine.compile(part, TemplateKind.TEXT));
        html = mail.html().map(part -> engine.compile(part, TemplateKind.HTML));
    }

    /**
     * Compiles the subject and the parts of this mail.
     *
     * @throws TemplateException when one of them is no well-formed template
     */
    public static MailTemplate of(Mail mail, TemplateEngine engine) {
        return new MailTemplate(mail, engine);
    }

    /** The fields that subject and parts use, in their order. */
    public List<MergeField> fields() {
        List<MergeField> fields = new ArrayList<>(subject.fields());
        text.ifPresent(part -> fields.addAll(part.fields()));
        html.ifPresent(part -> fields.addAll(part.fields()));
        return List.copyOf(new LinkedHashSet<>(fields));
    }

    /**
     * Puts one recipient's values into subject and parts.
     *
     * @param mail the mail that keeps everything else; its own subject and parts are not read
     */
    public MergedMail merge(Mail mail, MergeData data) {
        MergedText mergedSubject = subject.merge(data);
        Optional<MergedText> mergedText = text.map(part -> part.merge(data));
        Optional<MergedText> mergedHtml = html.map(part -> part.merge(data));
        Set<String> missing = new LinkedHashSet<>(mergedSubject.missing());
        List<MergeProblem> problems = new ArrayList<>(mergedSubject.problems());
        for (Optional<MergedText> part : List.of(mergedText, mergedHtml)) {
            part.ifPresent(merged -> {
                missing.addAll(merged.missing());
                problems.addAll(merged.problems());
            });
        }
        return new MergedMail(
                mail.merged(mergedSubject.text(), mergedText.map(MergedText::text), mergedHtml.map(MergedText::text)),
                new MergeReport(List.copyOf(missing), problems));
    }
}
