/**
 * Keeps what is too large for a mail in a directory, and hands it to whoever has the link.
 *
 * <p>{@link io.sendwell.examples.files.FileShelf} is an {@link io.sendwell.message.AttachmentHost} on plain files, and {@link
 * io.sendwell.examples.files.FileEndpoint} answers its links with the web server of the JDK.
 */
@NullMarked
package io.sendwell.examples.files;

import org.jspecify.annotations.NullMarked;
