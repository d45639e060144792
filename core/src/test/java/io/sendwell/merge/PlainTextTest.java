package io.sendwell.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlainTextTest {

    private static Arguments row(String html, String text) {
        return Arguments.of(html, text);
    }

    static Stream<Arguments> pages() {
        return Stream.of(
                row("", ""),
                row("  \n ", ""),
                row("Hi <b>Jørgen</b>,\n  how\tare you?", "Hi Jørgen, how are you?"),
                row("<p>One</p><p>Two</p>", "One\n\nTwo"),
                row("<div>One</div><div>Two</div>", "One\nTwo"),
                row("<h1>Title</h1>Text<h2>More</h2>", "Title\n\nText\n\nMore"),
                row("One<br>Two<br/>Three<br><br><br><br>Four", "One\nTwo\nThree\n\nFour"),
                row("<p>One<br></p><p>Two</p>", "One\n\nTwo"),
                row("A<hr>B", "A\n\n----------\n\nB"),
                row("a<b>b</b>c", "abc"),
                row("a <i> b </i> c", "a b c"),
                row("10&nbsp;kr &amp; &lt;b&gt; &copy; &#8364; &#x20AC; &#128; &euro;", "10 kr & <b> © € € € €"),
                row(
                        "AT&T &unknown; &amp &copy 2026 &sub 1 &#; &#x; & a&b",
                        "AT&T &unknown; & © 2026 &sub 1 &#; &#x; & a&b"),
                row("&#0;&#xD800;&#x110000;&#99999999999;", "\uFFFD\uFFFD\uFFFD\uFFFD"),
                row("<ul><li>One<li>Two</ul>", "- One\n- Two"),
                row("<p>A</p><ul><li>One</li></ul><p>B</p>", "A\n\n- One\n\nB"),
                row("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two"),
                row("<ol start=9><li>One</li><li><p>Two</p><p>More</p></li></ol>", "9. One\n10. Two\n\n    More"),
                row("<ol start=99999999999><li>One</ol>", "1. One"),
                row("<ul><li>A<ul><li>B</li><li>C</li></ul></li><li>D</li></ul>", "- A\n  - B\n  - C\n- D"),
                row("<li>stray", "- stray"),
                row("<blockquote>One<p>Two</p></blockquote>Three", "> One\n>\n> Two\n\nThree"),
                row("<blockquote>A<blockquote>B</blockquote></blockquote>", "> A\n>\n>> B"),
                row("<pre>a  b\n\n\n c</pre>d", "a  b\n\n\n c\n\nd"),
                row("<a href='https://example.com/x'>Read more</a>.", "Read more <https://example.com/x>."),
                row("<a href='https://example.com/'>https://example.com</a>", "https://example.com"),
                row("<a href='https://example.com'>Example.com</a>", "Example.com"),
                row("<a href='mailto:a@example.com'>a@example.com</a>", "a@example.com"),
                row("<a href='https://example.com/x'><img alt='Logo' src=x></a>", "Logo <https://example.com/x>"),
                row("<a href='https://example.com/x'><img src=x></a>", "<https://example.com/x>"),
                row("<a href='#top'>Up</a> <a name=x>Here</a> <a href=''>No</a>", "Up Here No"),
                row("<a href='javascript:alert(1)'>x</a>", "x"),
                row("<a href='https://example.com/?a=1&amp;b=2'>x</a>", "x <https://example.com/?a=1&b=2>"),
                row("<a href='/x'><p>One</p></a><p>Two", "One </x>\n\nTwo"),
                row("<a href='/x'>One<a href='/y'>Two", "One </x>Two </y>"),
                row("<img alt='A &amp; B'><img src=pixel.gif>", "A & B"),
                row("<table><tr><th>A<th>B</tr><tr><td>1</td><td>2</td></tr></table>", "A\tB\n1\t2"),
                row("<table><tr><td><table><tr><td><p>Hi</p></td></tr></table></td></tr></table>X", "Hi\n\nX"),
                row("<html><head><title>T</title><style>p{}</style></head><body>Hi</body></html>", "Hi"),
                row("a<script>if (1 < 2) '</p>'</script>b<STYLE>x</STYLE >c", "abc"),
                row("a<script>never closed", "a"),
                row("a<!-- b <p> -->c<!-->d<!--->e<!-- never closed", "acde"),
                row("a<!doctype html>b<?xml ?>c</ x>d<![CDATA[e]]>f", "abcdf"),
                row("<!--[if mso]><p>Outlook</p><![endif]-->Hi<!--[if !mso]><!-->you<!--<![endif]-->", "Hiyou"),
                row("<div style='DISPLAY : none'>pre<div>header</div></div>Hi", "Hi"),
                row("<p hidden>a<p>b", "b"),
                row("<span style=\"mso-hide:all\">a</span><img hidden alt=b>c", "c"),
                row("Hi&#847;&zwnj;&nbsp;&shy;&#8203;&#65279; there&zwnj;", "Hi there"),
                row("نیم&zwnj;فاصله 👩&zwj;💻", "نیم\u200Cفاصله 👩\u200D💻"),
                row("1 < 2 <3 <> a<", "1 < 2 <3 <> a<"),
                row("a <b", "a"),
                row("a <p title='never closed>b</p>", "a"),
                row("<p title=\"a>b\">c</p>", "c"),
                row("<p title=a>b</p><p/class=x>c", "b\n\nc"),
                row("</p></ul></ol></blockquote></pre></table></a></li>x", "x"),
                row("<textarea>a &amp; <b></textarea>", "a & <b>"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void html_becomes_readable_text(String html, String text) {
        assertThat(PlainText.fromHtml(html)).isEqualTo(text);
    }

    @Test
    void a_newsletter_reads_well() {
        String html = """
                <!doctype html>
                <html><head><meta charset="utf-8"><style>p { margin: 0 }</style></head>
                <body><div style="display:none">Preview</div>
                <table width="600"><tr><td>
                  <a href="https://example.com/"><img src="cid:logo" alt="Example"></a>
                </td></tr><tr><td>
                  <h1>Spring collection</h1>
                  <p>Hi Jørgen,<br>
                     these are new:</p>
                  <ul><li>Chairs</li>
                      <li>Tables</li></ul>
                  <p><a href="https://example.com/shop?a=1&amp;b=2">Have a look</a></p>
                </td></tr></table>
                <p>Kind regards</p></body></html>
                """;

        assertThat(PlainText.fromHtml(html)).isEqualTo("""
                        Example <https://example.com/>

                        Spring collection

                        Hi Jørgen,
                        these are new:

                        - Chairs
                        - Tables

                        Have a look <https://example.com/shop?a=1&b=2>

                        Kind regards""");
    }
}
