package io.sendwell.message;

import io.sendwell.internal.text.VisibleText;
import java.util.Locale;
import java.util.Map;

/** The media type (RFC 2046) that a file name suggests, and the form of one. */
final class MediaTypes {

    private static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("avif", "image/avif"),
            Map.entry("bmp", "image/bmp"),
            Map.entry("csv", "text/csv"),
            Map.entry("doc", "application/msword"),
            Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("eml", "message/rfc822"),
            Map.entry("gif", "image/gif"),
            Map.entry("htm", "text/html"),
            Map.entry("html", "text/html"),
            Map.entry("ics", "text/calendar"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("json", "application/json"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("odp", "application/vnd.oasis.opendocument.presentation"),
            Map.entry("ods", "application/vnd.oasis.opendocument.spreadsheet"),
            Map.entry("odt", "application/vnd.oasis.opendocument.text"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("png", "image/png"),
            Map.entry("ppt", "application/vnd.ms-powerpoint"),
            Map.entry("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            Map.entry("rtf", "application/rtf"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("tif", "image/tiff"),
            Map.entry("tiff", "image/tiff"),
            Map.entry("txt", "text/plain"),
            Map.entry("vcf", "text/vcard"),
            Map.entry("webp", "image/webp"),
            Map.entry("xls", "application/vnd.ms-excel"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Map.entry("xml", "application/xml"),
            Map.entry("zip", "application/zip"));

    private MediaTypes() {}

    static String ofFileName(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_EXTENSION.getOrDefault(extension, UNKNOWN);
    }

    static String checked(String contentType) {
        int slash = contentType.indexOf('/');
        boolean sound = slash > 0
                && slash < contentType.length() - 1
                && contentType.length() <= 127
                && contentType.indexOf('/', slash + 1) < 0
                && contentType.chars().allMatch(MediaTypes::isToken);
        if (!sound || contentType.regionMatches(true, 0, "multipart/", 0, 10)) {
            throw new IllegalArgumentException("A media type is written as type/subtype, without parameters, and is no "
                    + "multipart (RFC 2045 section 5.1); found " + VisibleText.quote(contentType) + ".");
        }
        return contentType.toLowerCase(Locale.ROOT);
    }

    // RFC 2045 section 5.1: a token has no blank, control or tspecial; the slash stands between the two tokens.
    private static boolean isToken(int c) {
        return c > ' ' && c < 127 && "()<>@,;:\\\"[]?=".indexOf(c) < 0;
    }
}
