package io.sendwell.dnsauth.ownership;

import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.dnsauth.web.WebAnswer;
import io.sendwell.dnsauth.web.WebAnswer.Answered;
import io.sendwell.dnsauth.web.WebAnswer.Unanswered;
import io.sendwell.dnsauth.web.WebReader;
import io.sendwell.dnsauth.web.WebRequest;
import io.sendwell.dnsauth.web.WebRequest.Scheme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Looks for the file of a challenge on the website of the domain. Threads may share it. */
final class FileProof {

    private static final List<String> FOLDERS = List.of("/", "/.well-known/");

    /** Of several failures, which one to tell: first what leaves it open, then what is nearest to success. */
    private static final List<OwnershipFinding> MOST_TELLING = List.of(
            OwnershipFinding.OWNERSHIP_FILE_UNAVAILABLE,
            OwnershipFinding.OWNERSHIP_FILE_CATCH_ALL,
            OwnershipFinding.OWNERSHIP_FILE_DIFFERENT,
            OwnershipFinding.OWNERSHIP_FILE_FORBIDDEN,
            OwnershipFinding.OWNERSHIP_FILE_REDIRECTED,
            OwnershipFinding.OWNERSHIP_FILE_MISSING,
            OwnershipFinding.OWNERSHIP_FILE_NO_SITE);

    private final WebReader reader;
    private final RandomNames randomNames;

    FileProof(WebReader reader, RandomNames randomNames) {
        this.reader = reader;
        this.randomNames = randomNames;
    }

    Observation look(OwnershipChallenge challenge, Duration patience) {
        Deadline deadline = Deadline.in(patience);
        List<Observation> seen = new ArrayList<>(4);
        for (Scheme scheme : List.of(Scheme.HTTPS, Scheme.HTTP)) {
            // Half of the time for https: a site that has no https often does not refuse it, but says nothing.
            Deadline half = scheme == Scheme.HTTPS ? Deadline.in(patience.dividedBy(2)) : deadline;
            for (String folder : FOLDERS) {
                WebRequest request = request(scheme, challenge, folder + challenge.fileName());
                WebAnswer answer = reader.read(request, half.left());
                Observation observation = answer instanceof Answered answered
                        ? judge(challenge, answered, folder, half)
                        : noSite(challenge, (Unanswered) answer);
                if (observation.isProof()) {
                    return observation;
                }
                seen.add(observation);
                if (answer instanceof Unanswered) {
                    break;
                }
            }
        }
        return seen.stream()
                .min(Comparator.comparingInt(observation ->
                        MOST_TELLING.indexOf(observation.finding().code())))
                .orElseThrow();
    }

    private static WebRequest request(Scheme scheme, OwnershipChallenge challenge, String path) {
        WebRequest request = scheme == Scheme.HTTPS
                ? WebRequest.https(challenge.domain(), path)
                : WebRequest.http(challenge.domain(), path);
        return request.followingWithinHost();
    }

    private Observation judge(OwnershipChallenge challenge, Answered answered, String folder, Deadline deadline) {
        if (answered.status() == 200) {
            return judgeFile(challenge, answered, folder, deadline);
        }
        if (answered.isNotFound()) {
            return failed(OwnershipFinding.OWNERSHIP_FILE_MISSING, challenge, answered);
        }
        if (answered.isTrouble()) {
            return unavailable(challenge, answered.url(), "status " + answered.status());
        }
        if (answered.redirect().isPresent()) {
            Observation redirected = failed(OwnershipFinding.OWNERSHIP_FILE_REDIRECTED, challenge, answered);
            return new Observation(
                    redirected.finding().with("target", answered.redirect().get()),
                    redirected.where(),
                    redirected.server());
        }
        return failed(OwnershipFinding.OWNERSHIP_FILE_FORBIDDEN, challenge, answered);
    }

    private Observation judgeFile(OwnershipChallenge challenge, Answered file, String folder, Deadline deadline) {
        String content = file.body().replace("\uFEFF", "").strip();
        if (!file.wholeBody()) {
            return failed(OwnershipFinding.OWNERSHIP_FILE_DIFFERENT, challenge, file);
        }
        if (content.toLowerCase(Locale.ROOT).equals(challenge.text())) {
            return proven(challenge, file);
        }
        if (!content.isEmpty()) {
            return failed(OwnershipFinding.OWNERSHIP_FILE_DIFFERENT, challenge, file);
        }
        return judgeEmptyFile(challenge, file, folder, deadline);
    }

    /** An empty file says nothing by itself; that there is none of another name does. */
    private Observation judgeEmptyFile(OwnershipChallenge challenge, Answered file, String folder, Deadline deadline) {
        WebRequest request =
                request(file.request().scheme(), challenge, folder + randomNames.fileName(challenge.prefix()));
        WebAnswer answer = reader.read(request, deadline.left());
        if (answer instanceof Unanswered trouble) {
            return unavailable(challenge, request.toString(), trouble.detail());
        }
        Answered other = (Answered) answer;
        if (other.isTrouble()) {
            return unavailable(challenge, other.url(), "status " + other.status());
        }
        return other.isNotFound()
                ? proven(challenge, file)
                : failed(OwnershipFinding.OWNERSHIP_FILE_CATCH_ALL, challenge, file);
    }

    private static Observation noSite(OwnershipChallenge challenge, Unanswered trouble) {
        String url = trouble.request().toString();
        if (trouble.trouble().isPassing()) {
            return unavailable(challenge, url, trouble.detail());
        }
        return new Observation(
                described(DomainFinding.fail(OwnershipFinding.OWNERSHIP_FILE_NO_SITE), challenge)
                        .with("detail", trouble.detail()),
                url,
                "");
    }

    private static Observation proven(OwnershipChallenge challenge, Answered file) {
        return observed(DomainFinding.pass(OwnershipFinding.OWNERSHIP_FILE_MISSING), challenge, file);
    }

    private static Observation failed(OwnershipFinding code, OwnershipChallenge challenge, Answered answered) {
        return observed(DomainFinding.fail(code), challenge, answered);
    }

    private static Observation observed(DomainFinding finding, OwnershipChallenge challenge, Answered answered) {
        return new Observation(
                described(finding, challenge).with("url", answered.url()).with("status", answered.status()),
                answered.url(),
                answered.address().toString());
    }

    private static Observation unavailable(OwnershipChallenge challenge, String url, String detail) {
        return new Observation(
                described(DomainFinding.notChecked(OwnershipFinding.OWNERSHIP_FILE_UNAVAILABLE), challenge)
                        .with("detail", detail),
                url,
                "");
    }

    private static DomainFinding described(DomainFinding finding, OwnershipChallenge challenge) {
        return finding.with("domain", challenge.domain())
                .with("file", challenge.fileName())
                .with("text", challenge.text());
    }
}
