package io.sendwell.message;

import io.sendwell.account.AccountId;
import java.io.IOException;
import java.time.Instant;

/**
 * Where the application puts files to which a mail links, instead of carrying them: its website, its CRM, a store of objects. Threads
 * share it.
 */
@FunctionalInterface
public interface AttachmentHost {

    /**
     * Keeps a file, and says where whoever has the link gets it. It is kept whole or not at all: a stream that breaks off, or has
     * another length than the file says, leaves nothing.
     *
     * <p>Asked again with the same key, before what it kept ends, it gives the same answer and keeps nothing anew: that is a request
     * that is repeated.
     *
     * @throws IOException when the file cannot be read or kept; the mail does not leave then
     */
    HostedFile keep(Upload upload) throws IOException;

    /**
     * A file to keep.
     *
     * @param account whose mail it belongs to
     * @param key the same for the same content under the same name and type in mail of the same account, and for nothing else: 64
     *     hexadecimal digits. It says nothing to anybody, and is no secret: the link is to be something that nobody can make of it.
     * @param file name, media type, size and octets, which are read as a stream
     * @param neededUntil how long it has to be there at the least
     */
    record Upload(AccountId account, String key, Attachment file, Instant neededUntil) {}
}
