package io.sendwell.internal.html;

import java.util.HashMap;
import java.util.Map;

/** Character references of HTML: the named ones of HTML 4 and those of HTML 5 met in mails, and all numeric ones. */
public final class HtmlEntities {

    /** Names and code points in hexadecimal (HTML 4.01 section 24; WHATWG HTML section 13.5). */
    private static final String TABLE = """
            Tab 9 NewLine A excl 21 quot 22 num 23 dollar 24 percnt 25 amp 26 apos 27 lpar 28 rpar 29 ast 2A plus 2B
            comma 2C period 2E sol 2F colon 3A semi 3B lt 3C equals 3D gt 3E quest 3F commat 40 lsqb 5B bsol 5C rsqb
            5D lowbar 5F grave 60 lbrace 7B verbar 7C rbrace 7D nbsp A0 iexcl A1 cent A2 pound A3 curren A4 yen A5
            brvbar A6 sect A7 uml A8 copy A9 ordf AA laquo AB not AC shy AD reg AE macr AF deg B0 plusmn B1 sup2 B2
            sup3 B3 acute B4 micro B5 para B6 middot B7 cedil B8 sup1 B9 ordm BA raquo BB frac14 BC frac12 BD frac34
            BE iquest BF Agrave C0 Aacute C1 Acirc C2 Atilde C3 Auml C4 Aring C5 AElig C6 Ccedil C7 Egrave C8 Eacute
            C9 Ecirc CA Euml CB Igrave CC Iacute CD Icirc CE Iuml CF ETH D0 Ntilde D1 Ograve D2 Oacute D3 Ocirc D4
            Otilde D5 Ouml D6 times D7 Oslash D8 Ugrave D9 Uacute DA Ucirc DB Uuml DC Yacute DD THORN DE szlig DF
            agrave E0 aacute E1 acirc E2 atilde E3 auml E4 aring E5 aelig E6 ccedil E7 egrave E8 eacute E9 ecirc EA
            euml EB igrave EC iacute ED icirc EE iuml EF eth F0 ntilde F1 ograve F2 oacute F3 ocirc F4 otilde F5
            ouml F6 divide F7 oslash F8 ugrave F9 uacute FA ucirc FB uuml FC yacute FD thorn FE yuml FF OElig 152
            oelig 153 Scaron 160 scaron 161 Yuml 178 fnof 192 circ 2C6 tilde 2DC Alpha 391 Beta 392 Gamma 393 Delta
            394 Epsilon 395 Zeta 396 Eta 397 Theta 398 Iota 399 Kappa 39A Lambda 39B Mu 39C Nu 39D Xi 39E Omicron
            39F Pi 3A0 Rho 3A1 Sigma 3A3 Tau 3A4 Upsilon 3A5 Phi 3A6 Chi 3A7 Psi 3A8 Omega 3A9 alpha 3B1 beta 3B2
            gamma 3B3 delta 3B4 epsilon 3B5 zeta 3B6 eta 3B7 theta 3B8 iota 3B9 kappa 3BA lambda 3BB mu 3BC nu 3BD
            xi 3BE omicron 3BF pi 3C0 rho 3C1 sigmaf 3C2 sigma 3C3 tau 3C4 upsilon 3C5 phi 3C6 chi 3C7 psi 3C8 omega
            3C9 thetasym 3D1 upsih 3D2 piv 3D6 ensp 2002 emsp 2003 thinsp 2009 ZeroWidthSpace 200B zwnj 200C zwj
            200D lrm 200E rlm 200F hyphen 2010 ndash 2013 mdash 2014 lsquo 2018 rsquo 2019 sbquo 201A ldquo 201C
            rdquo 201D bdquo 201E dagger 2020 Dagger 2021 bull 2022 hellip 2026 permil 2030 prime 2032 Prime 2033
            lsaquo 2039 rsaquo 203A oline 203E frasl 2044 NoBreak 2060 euro 20AC image 2111 weierp 2118 real 211C
            trade 2122 alefsym 2135 larr 2190 uarr 2191 rarr 2192 darr 2193 harr 2194 crarr 21B5 lArr 21D0 uArr 21D1
            rArr 21D2 dArr 21D3 hArr 21D4 forall 2200 part 2202 exist 2203 empty 2205 nabla 2207 isin 2208 notin
            2209 ni 220B prod 220F sum 2211 minus 2212 lowast 2217 radic 221A prop 221D infin 221E ang 2220 and 2227
            or 2228 cap 2229 cup 222A int 222B there4 2234 sim 223C cong 2245 asymp 2248 ne 2260 equiv 2261 le 2264
            ge 2265 sub 2282 sup 2283 nsub 2284 sube 2286 supe 2287 oplus 2295 otimes 2297 perp 22A5 sdot 22C5 lceil
            2308 rceil 2309 lfloor 230A rfloor 230B lang 2329 rang 232A loz 25CA starf 2605 star 2606 phone 260E
            female 2640 male 2642 spades 2660 clubs 2663 hearts 2665 diams 2666 check 2713 cross 2717
            """;

    // WHATWG HTML section 13.2.5.80: these numbers mean what they mean in windows-1252.
    private static final String WINDOWS_1252 =
            "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039"
                    + "\u0152\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A"
                    + "\u0153\u009D\u017E\u0178";

    private static final int MAX_NAME_LENGTH = 16;
    private static final Map<String, Integer> BY_NAME = byName();

    private HtmlEntities() {}

    /** Replaces what is a character reference and leaves alone what only looks like one. */
    public static String decode(String text) {
        int ampersand = text.indexOf('&');
        if (ampersand < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        int from = 0;
        while (ampersand >= 0) {
            decoded.append(text, from, ampersand);
            from = decodeOne(text, ampersand, decoded);
            ampersand = text.indexOf('&', from);
        }
        return decoded.append(text, from, text.length()).toString();
    }

    /** Appends what stands at an ampersand and tells where to go on. */
    private static int decodeOne(String text, int ampersand, StringBuilder decoded) {
        int next = ampersand + 1;
        if (next < text.length() && text.charAt(next) == '#') {
            return decodeNumber(text, ampersand, decoded);
        }
        int end = next;
        while (end < text.length() && end - next < MAX_NAME_LENGTH && isAlphanumeric(text.charAt(end))) {
            end++;
        }
        Integer codePoint = BY_NAME.get(text.substring(next, end));
        boolean closed = end < text.length() && text.charAt(end) == ';';
        // Only the oldest names do without the semicolon: "&copy 2026" is a sign, "&sub 1" is not.
        if (codePoint == null || (!closed && !isLegacy(codePoint))) {
            decoded.append('&');
            return next;
        }
        decoded.appendCodePoint(codePoint);
        return closed ? end + 1 : end;
    }

    private static int decodeNumber(String text, int ampersand, StringBuilder decoded) {
        int at = ampersand + 2;
        boolean hexadecimal = at < text.length() && (text.charAt(at) == 'x' || text.charAt(at) == 'X');
        at += hexadecimal ? 1 : 0;
        int first = at;
        int codePoint = 0;
        for (; at < text.length(); at++) {
            char character = text.charAt(at);
            int digit = character < 0x80 ? Character.digit(character, hexadecimal ? 16 : 10) : -1;
            if (digit < 0) {
                break;
            }
            codePoint = Math.min(codePoint * (hexadecimal ? 16 : 10) + digit, Character.MAX_CODE_POINT + 1);
        }
        if (at == first) {
            decoded.append('&');
            return ampersand + 1;
        }
        decoded.appendCodePoint(meant(codePoint));
        return at < text.length() && text.charAt(at) == ';' ? at + 1 : at;
    }

    private static int meant(int codePoint) {
        if (codePoint >= 0x80 && codePoint < 0xA0) {
            return WINDOWS_1252.charAt(codePoint - 0x80);
        }
        boolean none = codePoint == 0
                || codePoint > Character.MAX_CODE_POINT
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
        return none ? 0xFFFD : codePoint;
    }

    private static boolean isLegacy(int codePoint) {
        return (codePoint >= 0xA0 && codePoint <= 0xFF) || "&<>\"".indexOf(codePoint) >= 0;
    }

    private static boolean isAlphanumeric(char character) {
        return character < 0x80 && Character.isLetterOrDigit(character);
    }

    private static Map<String, Integer> byName() {
        Map<String, Integer> byName = new HashMap<>();
        String[] words = TABLE.strip().split("\\s+", -1);
        for (int at = 0; at < words.length; at += 2) {
            byName.put(words[at], Integer.valueOf(words[at + 1], 16));
        }
        return Map.copyOf(byName);
    }
}
