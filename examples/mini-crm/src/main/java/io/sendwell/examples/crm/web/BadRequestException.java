package io.sendwell.examples.crm.web;

/** What was asked cannot be answered: the browser is told why, and how to ask. */
public final class BadRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param message for the person at the browser */
    public BadRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** There is no such thing, or it is not this person's. */
    public static BadRequestException notFound() {
        return new BadRequestException(404, "There is no such page.");
    }

    /** Something that was entered is not what it has to be; the words are those of whoever read it. */
    public static BadRequestException because(IllegalArgumentException refused) {
        return new BadRequestException(400, String.valueOf(refused.getMessage()));
    }

    int status() {
        return status;
    }
}
