package io.sendwell.examples.doctor;

import io.sendwell.dnsauth.dkim.CheckedSignature;
import io.sendwell.dnsauth.dkim.DkimSignature;
import io.sendwell.dnsauth.dkim.DkimVerification;
import io.sendwell.dnsauth.dkim.DkimVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code verify FILE.eml}: each signature's verdict by strict rules, and whether lenient ones would differ. */
final class VerifyCommand implements Command {

    @Override
    public Answer run(Setting setting) throws IOException {
        List<String> words = setting.arguments().words("FILE.eml");
        MailFile mail = MailFile.read(Path.of(words.get(0)));
        DkimVerification verification =
                DkimVerifier.strict(setting.resolver(), setting.clock()).verify(mail);
        return new Answer(exitCode(verification), text(verification), json(verification));
    }

    private static ExitCode exitCode(DkimVerification verification) {
        return switch (verification.verdict().result()) {
            case PASS -> ExitCode.FINE;
            case TEMPERROR -> ExitCode.UNAVAILABLE;
            default -> ExitCode.FINDINGS;
        };
    }

    private static String text(DkimVerification verification) {
        StringBuilder text = new StringBuilder();
        text.append(Shown.line(verification.verdict().toString())).append('\n');
        for (CheckedSignature signature : verification.signatures()) {
            text.append("  ")
                    .append(Shown.line(describe(signature.signature())))
                    .append('\n');
            text.append("    strict:  ")
                    .append(Shown.line(signature.verdict().toString()))
                    .append('\n');
            text.append("    lenient: ")
                    .append(Shown.line(signature.lenientVerdict().toString()))
                    .append('\n');
            if (!signature.coverage().addable().isEmpty()) {
                text.append("    could be added without breaking it: ")
                        .append(Shown.line(
                                String.join(", ", signature.coverage().addable())))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String describe(DkimSignature signature) {
        return "d=" + signature.signingDomain().map(Object::toString).orElse("?") + " s=" + signature.selector() + " a="
                + signature.algorithm();
    }

    private static Map<String, Object> json(DkimVerification verification) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("result", verification.verdict().result().word());
        json.put("reason", verification.verdict().reason().name());
        json.put("detail", verification.verdict().detail());
        json.put(
                "signatures",
                verification.signatures().stream().map(VerifyCommand::json).toList());
        return json;
    }

    private static Map<String, Object> json(CheckedSignature signature) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "signingDomain",
                signature.signature().signingDomain().map(Object::toString).orElse(""));
        json.put("selector", signature.signature().selector());
        json.put("algorithm", signature.signature().algorithm());
        json.put("result", signature.verdict().result().word());
        json.put("reason", signature.verdict().reason().name());
        json.put("detail", signature.verdict().detail());
        json.put("lenientResult", signature.lenientVerdict().result().word());
        json.put(
                "wouldFailStrict",
                signature.wouldFailStrict().stream().map(Enum::name).toList());
        json.put("addable", signature.coverage().addable());
        return json;
    }
}
