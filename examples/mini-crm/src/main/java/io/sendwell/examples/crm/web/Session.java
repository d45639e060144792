package io.sendwell.examples.crm.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;

/**
 * Somebody who is logged in.
 *
 * @param userId of the CRM
 * @param name to be shown, and to stand beside what this person decides
 * @param account whose data this person sees; empty for the operator
 * @param email under which this person writes
 * @param language of findings
 * @param proof stands in every form of this session, and in no page of anybody else
 * @param notice what the next page says of what was just done; often empty
 */
public record Session(
        long userId,
        String name,
        Role role,
        String account,
        String email,
        Locale language,
        String proof,
        String notice) {

    /** The hidden field that each form of a page carries. */
    public Html field() {
        return Html.of("<input type=\"hidden\" name=\"proof\" value=\"{}\">", proof);
    }

    Session saying(String sentence) {
        return new Session(userId, name, role, account, email, language, proof, sentence);
    }

    boolean isProvenBy(String given) {
        return MessageDigest.isEqual(proof.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Session of user " + userId;
    }
}
